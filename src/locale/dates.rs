//! Dates as a locale writes them, always of the Gregorian calendar, which the texts themselves use.

use jiff::civil::Date;

/// Writes dates for one locale. Making one costs more than using it: keep one a locale.
pub struct DateFormat {
    #[cfg(feature = "icu")]
    formatter: Option<
        icu_datetime::FixedCalendarDateTimeFormatter<
            icu_calendar::Gregorian,
            icu_datetime::fieldsets::YMD,
        >,
    >,
}

impl DateFormat {
    /// The format of the locale with this tag; ISO where it is not known or the program was built without `icu`.
    #[cfg(feature = "icu")]
    pub fn new(tag: &str) -> Self {
        use icu_datetime::{FixedCalendarDateTimeFormatter, fieldsets::YMD};

        let locale: Option<icu_locale::Locale> = tag.parse().ok();
        let formatter = locale.and_then(|locale| {
            FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long()).ok()
        });
        Self { formatter }
    }

    /// ISO dates: the program was built without `icu`.
    #[cfg(not(feature = "icu"))]
    pub fn new(_tag: &str) -> Self {
        Self {}
    }

    /// `22 augustus 2016` for `nl-NL`.
    #[cfg(feature = "icu")]
    pub fn format(&self, date: Date) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        let gregorian = icu_calendar::Date::try_new_gregorian(
            year.into(),
            month.unsigned_abs(),
            day.unsigned_abs(),
        );
        match (&self.formatter, gregorian) {
            (Some(formatter), Ok(gregorian)) => formatter.format(&gregorian).to_string(),
            _ => date.to_string(),
        }
    }

    /// `2016-08-22`.
    #[cfg(not(feature = "icu"))]
    pub fn format(&self, date: Date) -> String {
        date.to_string()
    }
}

#[cfg(all(test, feature = "icu"))]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_the_language_of_the_locale() {
        let date = jiff::civil::date(2016, 8, 22);
        let table = [
            ("en-US", "August 22, 2016"),
            ("nl-NL", "22 augustus 2016"),
            ("zh-TW", "2016年8月22日"),
            ("ja-JP", "2016年8月22日"),
            ("fi-FI", "22. elokuuta 2016"),
            ("hu-HU", "2016. augusztus 22."),
            ("ar-SA", "٢٢ أغسطس ٢٠١٦"),
            ("not a tag", "2016-08-22"),
        ];
        for (tag, text) in table {
            assert_eq!(DateFormat::new(tag).format(date), text, "{tag}");
        }
    }
}
