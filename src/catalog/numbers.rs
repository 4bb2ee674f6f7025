//! `NUMBER($count)` in messages: a whole number as the locale writes it.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};

/// Gives the bundle the function `NUMBER`.
pub(super) fn add_to(bundle: &mut FluentBundle<FluentResource>, tag: &str) {
    let format = formatter(tag);
    bundle
        .add_function("NUMBER", move |arguments, _| match arguments.first() {
            Some(FluentValue::Number(number)) => format(number.value).into(),
            Some(other) => other.clone(),
            None => FluentValue::Error,
        })
        .expect("a new bundle has no function of that name");
}

/// A whole number as the messages of a locale write it.
pub(super) fn written(tag: &str, number: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    let number = number as f64;
    formatter(tag)(number)
}

#[cfg(feature = "icu")]
fn formatter(tag: &str) -> impl Fn(f64) -> String + Send + Sync + 'static {
    use icu_decimal::DecimalFormatter;
    use icu_decimal::input::Decimal;

    let locale: Option<icu_locale::Locale> = tag.parse().ok();
    let decimals =
        locale.and_then(|locale| DecimalFormatter::try_new(locale.into(), Default::default()).ok());
    move |number| match &decimals {
        Some(decimals) => decimals.format(&Decimal::from(whole(number))).to_string(),
        None => whole(number).to_string(),
    }
}

#[cfg(not(feature = "icu"))]
fn formatter(_tag: &str) -> impl Fn(f64) -> String + Send + Sync + 'static {
    |number| whole(number).to_string()
}

/// Messages only get whole numbers: [`super::Argument::Number`].
#[expect(clippy::cast_possible_truncation, reason = "counts are far below 2^53")]
fn whole(number: f64) -> i64 {
    number as i64
}
