//! Makes a [`Config`] of what is written, and collects what is wrong with it.

use std::collections::BTreeMap;

use globset::{Glob, GlobBuilder, GlobSet};
use serde_yaml::Value;

use super::addresses::{self, is_web_address};
use super::raw::{LevelName, Ordered, Raw, RawDirection, RawLocale, RawName, RawVideos};
use super::{Checks, Config, ConfigProblem, Globs, Logo, Names, Videos, canonical_tag, schema};
use crate::diagnostic::{Code, Level};
use crate::line_index::LineIndex;
use crate::locale::names::{autonyms, direction};
use crate::locale::{Direction, Locale, LocaleId, Locales};
use crate::path::ContentPath;
use crate::span::TextRange;
use crate::suggest::nearest;
use crate::yaml::{self, Step};

/// The tag of a site that says nothing about its language.
const DEFAULT_TAG: &str = "en-US";
/// More than anyone has; keeps ids within their range.
const MOST_LOCALES: usize = 1_000;

const LARGE_GLOB_HELP: &str = "name folders, as in `drafts/**`, in place of long lists";

/// Line and column from 1.
type Place = (u32, u32);

/// What is being read, and what was wrong so far.
pub(super) struct Checker<'a> {
    text: &'a str,
    lines: LineIndex,
    problems: Vec<ConfigProblem>,
    /// The items that were left out, so that those behind them are still found in the text.
    left_out: Vec<Vec<Step>>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            lines: LineIndex::new(text),
            problems: Vec::new(),
            left_out: Vec::new(),
        }
    }

    pub(super) fn into_problems(self) -> Vec<ConfigProblem> {
        self.problems
    }

    /// What is written, without what the schema does not allow.
    pub(super) fn raw(&mut self) -> Raw {
        let mut value = match yaml::parse(self.text) {
            Ok(value) if value.is_null() => return Raw::default(),
            Ok(value) => value,
            Err(error) => {
                let message = format!("the file cannot be read: {}", error.message);
                self.problem(Code::ConfigInvalid, error.range, message, None);
                return Raw::default();
            }
        };
        self.read_as_text(&mut value);
        for mistake in schema::clean(&Config::json_schema(), &mut value) {
            self.mistake(&mistake);
            if matches!(mistake.path.last(), Some(Step::Item(_))) {
                self.left_out.push(mistake.path);
            }
        }
        serde_yaml::from_value(value).unwrap_or_else(|error| {
            if self.problems.is_empty() {
                let message = format!("the file cannot be read: {error}");
                self.problem(Code::ConfigInvalid, TextRange::default(), message, None);
            }
            Raw::default()
        })
    }

    /// A title such as `42` or `1.10` is a number to YAML and a name to whoever wrote it, as it was written.
    fn read_as_text(&self, value: &mut Value) {
        let Some(title) = value.get_mut("title") else {
            return;
        };
        let written = |path: &[Step], value: &mut Value| {
            let range = yaml::value_range(self.text, path);
            if let Some(range) = range.filter(|_| value.is_number() || value.is_bool()) {
                *value = Value::String(self.text[range.as_usize()].to_owned());
            }
        };
        match title {
            Value::Mapping(titles) => {
                for (tag, title) in titles.iter_mut() {
                    let tag = tag.as_str().unwrap_or_default();
                    written(&[key("title"), key(tag)], title);
                }
            }
            title => written(&[key("title")], title),
        }
    }

    fn problem(&mut self, code: Code, range: TextRange, message: String, help: Option<String>) {
        let place = self.lines.position(self.text, range.start);
        let (line, column) = (place.line, place.column);
        self.problems.push(ConfigProblem {
            code,
            range,
            line,
            column,
            message,
            help,
        });
    }

    /// The path in the text to what is at `path` now that some items are left out.
    fn written(&self, path: &[Step]) -> Vec<Step> {
        let mut written = Vec::new();
        for step in path {
            let Step::Item(index) = step else {
                written.push(step.clone());
                continue;
            };
            let mut before: Vec<usize> = self
                .left_out
                .iter()
                .filter_map(|left| match left.split_last()? {
                    (Step::Item(index), list) if list == written => Some(*index),
                    _ => None,
                })
                .collect();
            before.sort_unstable();
            let shift = |index, left| if left <= index { index + 1 } else { index };
            written.push(Step::Item(before.into_iter().fold(*index, shift)));
        }
        written
    }

    fn mistake(&mut self, mistake: &schema::Mistake) {
        use schema::MistakeKind::{Missing, UnknownKey, Wrong};
        let path = &mistake.path;
        let name = path
            .last()
            .map_or_else(|| "the file".to_owned(), |step| format!("`{step}`"));
        let (code, range, message, help) = match &mistake.kind {
            UnknownKey(meant) => (
                Code::ConfigUnknownKey,
                yaml::key_range(self.text, path),
                format!("{name} is no known key"),
                meant
                    .as_ref()
                    .map(|meant| format!("did you mean `{meant}`?")),
            ),
            Wrong(expected, meant) => (
                Code::ConfigInvalid,
                yaml::value_range(self.text, path),
                format!("{} must be {expected}", within(path)),
                meant
                    .as_ref()
                    .map(|meant| format!("did you mean `{meant}`?")),
            ),
            Missing(key) => (
                Code::ConfigInvalid,
                yaml::value_range(self.text, path),
                format!("{} lacks `{key}`", within(path)),
                None,
            ),
        };
        self.problem(code, range.unwrap_or_default(), message, help);
    }

    /// Notes that the value at `path` is wrong.
    pub(super) fn invalid(&mut self, path: &[Step], message: String, help: Option<String>) {
        let range = yaml::value_range(self.text, &self.written(path)).unwrap_or_default();
        self.problem(Code::ConfigInvalid, range, message, help);
    }

    /// The configuration, every value checked and every default filled in.
    pub(super) fn config(&mut self, mut raw: Raw, detected: &[String]) -> Config {
        let (locales, folders, places) = self.locales(&mut raw, detected);
        let base_url = raw.base_url.take().and_then(|url| self.base_url(&url));
        raw.base_url.clone_from(&base_url);
        self.addresses(&mut raw);
        let own = raw.locales.iter().map(|locale| locale.edit_url.clone());
        let edit_folders = folders.iter().map(|folder| addresses::inner(folder));
        let edit_folders = edit_folders.collect();
        let by_machine = raw.locales.iter().map(|locale| locale.machine_translated);
        let machine_translated = by_machine.collect();
        let edit_urls = own
            .map(|url| url.or_else(|| raw.edit_url.clone()))
            .collect();
        let titles = self.title(&raw.title, &locales);
        let exclude = self.globs("exclude", &raw.exclude);
        if places.iter().any(Option::is_some) {
            self.overlaps(&folders, &raw.locales, &exclude);
        }
        Config {
            title: titles.get(locales.source()).to_owned(),
            titles,
            is_placed: base_url.is_some(),
            relative_links: raw.relative_links,
            base_path: base_url.as_deref().map_or_else(|| "/".to_owned(), path_of),
            base_url: base_url.filter(|url| !url.starts_with('/')),
            folders,
            places,
            exclude,
            includes: self.globs("includes", &raw.includes),
            output: raw.output.clone(),
            url_style: raw.url_style,
            theme: Some(raw.theme.clone()).filter(|theme| theme != "default"),
            highlight: raw.highlight,
            search: raw.search,
            services: self.services(&raw.services, &locales),
            videos: self.videos(&mut raw.videos),
            hosts: raw
                .hosts
                .iter()
                .map(|host| host.to_ascii_lowercase())
                .collect(),
            absolute_links: raw
                .absolute_links
                .as_ref()
                .map(|url| url.trim_end_matches('/').into()),
            redirects: raw.redirects.clone(),
            checks: self.checks(&raw),
            callouts: lower_keys(&raw.callouts),
            directives: lower_keys(&raw.directives),
            edit_urls,
            edit_folders,
            machine_translated,
            report_url: raw.report_url.clone(),
            feedback_url: raw.feedback_url.clone(),
            editor_url: raw.editor_url.clone(),
            logo: raw.logo.as_deref().map(Logo::read),
            footer: raw.footer.clone(),
            extra_head: raw.extra_head.clone(),
            watch: raw.watch.clone(),
            limits: raw.limits.clone(),
            effective: raw,
            locales,
        }
    }

    /// The locales; in `raw` they stand afterwards with every default.
    fn locales(
        &mut self,
        raw: &mut Raw,
        detected: &[String],
    ) -> (Locales, Vec<String>, Vec<Option<Place>>) {
        let mut written = self.tagged(std::mem::take(&mut raw.locales));
        let places = match written.is_empty() {
            true => {
                written = found_in(detected, raw.source.as_deref());
                vec![None; written.len()]
            }
            false => (0..written.len()).map(|at| self.folder_place(at)).collect(),
        };
        let tags: Vec<String> = written.iter().map(|locale| locale.tag.clone()).collect();
        let source = self.source(raw.source.as_deref(), &tags);
        let autonyms = autonyms(&tags.iter().map(String::as_str).collect::<Vec<_>>());
        let mut all = Vec::new();
        for (index, locale) in written.iter_mut().enumerate() {
            let fallback = self.fallback(locale, index, source, &tags);
            locale.fallback = Some(fallback.iter().map(|id| tags[id.index()].clone()).collect());
            all.push(completed(locale, &autonyms[index], fallback));
        }
        let folders = written
            .iter()
            .map(|locale| locale.dir.clone().unwrap_or_default())
            .collect();
        raw.source = Some(tags[source].clone());
        raw.locales = written;
        (Locales::new(all, id_of(source)), folders, places)
    }

    /// Where the folder of a locale is written; where it is not, its tag is its folder.
    fn folder_range(&self, index: usize) -> Option<TextRange> {
        let range = |name| {
            let path = [key("locales"), Step::Item(index), key(name)];
            yaml::value_range(self.text, &self.written(&path))
        };
        range("dir").or_else(|| range("tag"))
    }

    /// Two locales that share files: each of these would be published in both languages.
    fn overlaps(&mut self, folders: &[String], locales: &[RawLocale], exclude: &Globs) {
        let plain: Vec<Vec<&str>> = folders.iter().map(|folder| parts(folder)).collect();
        for (at, folder) in plain.iter().enumerate() {
            let shares = |before: &usize| share(folder, &plain[*before], exclude);
            let Some(other) = (0..at).find(shares) else {
                continue;
            };
            let relation = match (folder.len(), plain[other].len()) {
                (one, two) if one == two => "is",
                (one, two) if one > two => "lies in",
                _ => "holds",
            };
            let tag = &locales[other].tag;
            let message = format!("`{}` {relation} the folder of {tag}", folders[at]);
            let help = "give each locale a folder of its own, none within another's";
            let range = self.folder_range(at).unwrap_or_default();
            self.problem(Code::ConfigInvalid, range, message, Some(help.to_owned()));
        }
    }

    fn folder_place(&self, index: usize) -> Option<Place> {
        let range = self.folder_range(index)?;
        let place = self.lines.position(self.text, range.start);
        Some((place.line, place.column))
    }

    /// The locales with a valid tag that no earlier one has, their tags in the usual case.
    fn tagged(&mut self, written: Vec<RawLocale>) -> Vec<RawLocale> {
        let mut good: Vec<RawLocale> = Vec::new();
        for mut locale in written {
            let item = [key("locales"), Step::Item(good.len())];
            let path = [&item[..], &[key("tag")]].concat();
            let Some(tag) = canonical_tag(&locale.tag) else {
                let message = format!("`{}` is no language tag", locale.tag);
                self.invalid(
                    &path,
                    message,
                    Some("write a BCP 47 tag such as `nl-NL`".to_owned()),
                );
                self.left_out.push(self.written(&item));
                continue;
            };
            if good.iter().any(|other| other.tag == tag) {
                self.invalid(&path, format!("there are two locales `{tag}`"), None);
                self.left_out.push(self.written(&item));
                continue;
            }
            if good.len() == MOST_LOCALES {
                self.invalid(
                    &path,
                    format!("there are more than {MOST_LOCALES} locales"),
                    None,
                );
                break;
            }
            locale.dir.get_or_insert_with(|| locale.tag.clone());
            locale.tag = tag;
            good.push(locale);
        }
        good
    }

    fn source(&mut self, wanted: Option<&str>, tags: &[String]) -> usize {
        let Some(wanted) = wanted else {
            return tags.iter().position(|tag| tag == DEFAULT_TAG).unwrap_or(0);
        };
        position(tags, wanted).unwrap_or_else(|| {
            self.unknown_locale(&[key("source")], wanted, tags);
            0
        })
    }

    fn unknown_locale(&mut self, path: &[Step], wanted: &str, tags: &[String]) {
        let help = nearest(wanted, tags.iter().map(String::as_str))
            .map(|meant| format!("did you mean `{meant}`?"));
        self.invalid(
            path,
            format!("`{wanted}` is none of the site's locales"),
            help,
        );
    }

    /// The locales that stand in for one: those given, or the source.
    fn fallback(
        &mut self,
        locale: &RawLocale,
        index: usize,
        source: usize,
        tags: &[String],
    ) -> Vec<LocaleId> {
        let Some(wanted) = &locale.fallback else {
            return if index == source {
                Vec::new()
            } else {
                vec![id_of(source)]
            };
        };
        let mut found = Vec::new();
        for (at, wanted) in wanted.iter().enumerate() {
            let path = [
                key("locales"),
                Step::Item(index),
                key("fallback"),
                Step::Item(at),
            ];
            match position(tags, wanted) {
                Some(other) if other == index || found.contains(&id_of(other)) => {
                    let message = format!("`{wanted}` cannot stand in here again");
                    self.invalid(&path, message, None);
                }
                Some(other) => found.push(id_of(other)),
                None => self.unknown_locale(&path, wanted, tags),
            }
        }
        found
    }

    /// The base URL with a final `/`, or a path alone.
    fn base_url(&mut self, url: &str) -> Option<String> {
        let whole = whole_base_url(url);
        if whole.is_none() {
            let message = format!("`{url}` is no base URL");
            self.invalid(&[key("base_url")], message, Some(BASE_URL_HELP.to_owned()));
        }
        whole
    }

    fn title(&mut self, title: &RawName, locales: &Locales) -> Names {
        self.names(&[key("title")], title, locales)
            .or_else(|| self.names(&[], &Raw::default().title, locales))
            .expect("the default is the same in all locales")
    }

    fn services(
        &mut self,
        services: &BTreeMap<String, RawName>,
        locales: &Locales,
    ) -> BTreeMap<String, Names> {
        let named = |(id, name): (&String, &RawName)| {
            let names = self.names(&[key("services"), key(id)], name, locales)?;
            Some((id.clone(), names))
        };
        services.iter().filter_map(named).collect()
    }

    /// The name in every locale: its own, else that of the nearest fallback, else any. `None` where nothing is named.
    fn names(&mut self, path: &[Step], name: &RawName, locales: &Locales) -> Option<Names> {
        let each = match name {
            RawName::Same(name) => {
                return Some(Names(locales.iter().map(|_| name.clone()).collect()));
            }
            RawName::Each(each) => each,
        };
        let tags: Vec<String> = locales
            .iter()
            .map(|(_, locale)| locale.tag.clone())
            .collect();
        let mut own: Vec<Option<&String>> = vec![None; tags.len()];
        for (tag, name) in each {
            match position(&tags, tag) {
                Some(at) => own[at] = Some(name),
                None => self.unknown_locale(&[path, &[key(tag)]].concat(), tag, &tags),
            }
        }
        let any = own[locales.source().index()].or_else(|| own.iter().copied().flatten().next())?;
        let name = |(id, locale): (LocaleId, &Locale)| {
            let mut asked = std::iter::once(id).chain(locale.fallback.iter().copied());
            asked.find_map(|id| own[id.index()]).unwrap_or(any).clone()
        };
        Some(Names(locales.iter().map(name).collect()))
    }

    fn globs(&mut self, name: &str, globs: &[String]) -> Globs {
        let mut good = Vec::new();
        for (index, glob) in globs.iter().enumerate() {
            let found = self.glob(glob, || vec![key(name), Step::Item(index)]);
            good.extend(found.map(|(glob, _)| glob));
        }
        Globs(GlobSet::new(good).unwrap_or_else(|_| {
            let message = format!("the globs of `{name}` are too large together");
            self.invalid(&[key(name)], message, Some(LARGE_GLOB_HELP.to_owned()));
            GlobSet::empty()
        }))
    }

    /// A glob, and what it fits: only when it is compiled it shows whether it is too large.
    fn glob(&mut self, glob: &str, path: impl FnOnce() -> Vec<Step>) -> Option<(Glob, GlobSet)> {
        let made = GlobBuilder::new(glob).literal_separator(true).build();
        let (message, help) = match made {
            Ok(made) => match GlobSet::new([made.clone()]) {
                Ok(set) => return Some((made, set)),
                Err(_) => ("the glob is too large".to_owned(), Some(LARGE_GLOB_HELP)),
            },
            Err(error) => (format!("`{glob}` is no glob: {}", error.kind()), None),
        };
        self.invalid(&path(), message, help.map(str::to_owned));
        None
    }

    fn videos(&mut self, videos: &mut RawVideos) -> Videos {
        if let RawVideos::Template(template) = videos
            && !(template.contains("{id}") && is_web_address(template))
        {
            let help = "write an address such as `https://video.example.org/{id}`".to_owned();
            let message = format!("`{template}` is no address with `{{id}}`");
            self.invalid(&[key("videos")], message, Some(help));
            *videos = RawVideos::Each(BTreeMap::new());
        }
        match videos {
            RawVideos::Template(template) => Videos::Template(template.clone()),
            RawVideos::Each(urls) => Videos::Each(self.each_video(urls)),
        }
    }

    fn each_video(&mut self, urls: &mut BTreeMap<String, String>) -> BTreeMap<String, String> {
        let wrong: Vec<String> = urls
            .iter()
            .filter(|(_, url)| !is_web_address(url))
            .map(|(id, _)| id.clone())
            .collect();
        for id in wrong {
            if let Some(url) = urls.remove(&id) {
                self.invalid(
                    &[key("videos"), key(&id)],
                    format!("`{url}` is no web address"),
                    None,
                );
            }
        }
        urls.clone()
    }

    fn checks(&mut self, raw: &Raw) -> Checks {
        let mut checks = Checks::new(raw.checks.required.clone());
        for (code, level) in self.levels(&raw.checks.levels, &[key("checks"), key("levels")]) {
            checks.set(code, level);
        }
        for (glob, levels) in &raw.checks.paths.0 {
            let path = [key("checks"), key("paths"), key(glob)];
            let levels = self.levels(levels, &path);
            if let Some((_, fits)) = self.glob(glob, || path.to_vec()) {
                checks.set_below(Globs(fits), levels);
            }
        }
        checks
    }

    fn levels(&mut self, levels: &Ordered<LevelName>, path: &[Step]) -> Vec<(Code, Level)> {
        let mut known = Vec::new();
        for (name, level) in &levels.0 {
            let place = [path, &[key(name)]].concat();
            let range = || yaml::key_range(self.text, &place).unwrap_or_default();
            match Code::named(name) {
                // Where a mistake of this file could silence itself, nobody would hear of it.
                Some(code @ (Code::ConfigInvalid | Code::ConfigUnknownKey)) => {
                    let message = format!("`{name}` is always an error");
                    let help = Some("leave it out".to_owned());
                    if level_of(*level) != code.default_level() {
                        self.problem(Code::ConfigInvalid, range(), message, help);
                    }
                }
                Some(code) => known.push((code, level_of(*level))),
                None => {
                    let names = Code::ALL.iter().map(|code| code.as_str());
                    let help = nearest(name, names).map(|meant| format!("did you mean `{meant}`?"));
                    let message = format!("`{name}` is no code of a check");
                    self.problem(Code::ConfigUnknownKey, range(), message, help);
                }
            }
        }
        known
    }
}

impl ConfigProblem {
    /// A value of the key `key` at the top of `text` that only the disk shows to be wrong.
    pub fn of_key(text: &str, key: &str, message: String, help: &str) -> Self {
        let path = [self::key(key)];
        let range = yaml::value_range(text, &path).unwrap_or_default();
        let place = LineIndex::new(text).position(text, range.start);
        Self {
            code: Code::ConfigInvalid,
            range,
            line: place.line,
            column: place.column,
            message,
            help: Some(help.to_owned()),
        }
    }
}

pub(super) fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

/// A path in words: `` `locales[1].tag` ``.
fn within(path: &[Step]) -> String {
    let mut words = String::new();
    for step in path {
        if matches!(step, Step::Key(_)) && !words.is_empty() {
            words.push('.');
        }
        words.push_str(&step.to_string());
    }
    if words.is_empty() {
        "the file".to_owned()
    } else {
        format!("`{words}`")
    }
}

/// The locales of a site that does not name them: one for each folder that was found, or the folder of the site itself.
fn found_in(detected: &[String], source: Option<&str>) -> Vec<RawLocale> {
    let plain = |tag: String, dir: &str| RawLocale {
        tag,
        dir: Some(dir.to_owned()),
        name: None,
        fallback: None,
        edit_url: None,
        machine_translated: false,
        direction: None,
    };
    let mut found: Vec<RawLocale> = Vec::new();
    for dir in detected.iter().take(MOST_LOCALES) {
        let name = dir
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default();
        if let Some(tag) = canonical_tag(name)
            && found.iter().all(|other| other.tag != tag)
        {
            found.push(plain(tag, dir));
        }
    }
    if found.is_empty() {
        let tag = source
            .and_then(canonical_tag)
            .unwrap_or_else(|| DEFAULT_TAG.to_owned());
        found.push(plain(tag, "."));
    }
    found
}

/// The locale with its name and direction, which are written into `raw` too.
fn completed(raw: &mut RawLocale, autonym: &str, fallback: Vec<LocaleId>) -> Locale {
    let direction = match raw.direction {
        Some(RawDirection::Ltr) => Direction::Ltr,
        Some(RawDirection::Rtl) => Direction::Rtl,
        None => direction(&raw.tag),
    };
    raw.direction = Some(match direction {
        Direction::Ltr => RawDirection::Ltr,
        Direction::Rtl => RawDirection::Rtl,
    });
    let name = raw.name.get_or_insert_with(|| autonym.to_owned()).clone();
    Locale {
        tag: raw.tag.clone(),
        name,
        direction,
        fallback,
    }
}

/// The parts of a folder's path, without those that lead nowhere.
fn parts(folder: &str) -> Vec<&str> {
    let root = folder.starts_with('/').then_some("/");
    let mut parts: Vec<&str> = root.into_iter().collect();
    for part in folder.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts
}

/// Whether one folder is or holds the other, and does not leave it out.
fn share(one: &[&str], other: &[&str], exclude: &Globs) -> bool {
    let (outer, inner) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let Some(below) = inner.strip_prefix(outer) else {
        return false;
    };
    let is_left_out = |name: &str| {
        let path = [below, &["x", name]].concat().join("/");
        ContentPath::new(&path).is_ok_and(|path| exclude.matches(&path))
    };
    // `..` leads out of the outer folder, and what begins with a dot is never read.
    !below.iter().any(|part| part.starts_with('.')) && (below.is_empty() || !is_left_out("x.md"))
}

fn position(tags: &[String], wanted: &str) -> Option<usize> {
    let wanted = canonical_tag(wanted).unwrap_or_else(|| wanted.to_owned());
    let is_wanted = |tag: &String| tag.eq_ignore_ascii_case(&wanted);
    tags.iter().position(is_wanted)
}

fn id_of(index: usize) -> LocaleId {
    LocaleId(u16::try_from(index).expect("there are at most 1,000 locales"))
}

/// What to write for a base URL.
pub(super) const BASE_URL_HELP: &str =
    "write an address such as `https://help.example.org/docs/`, or a path such as `/docs/`";

/// An address of the web, or a path alone, with a final `/`; `None` for anything else.
pub(super) fn whole_base_url(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let is_path = url.starts_with('/') && !url.starts_with("//");
    let is_plain =
        !url.contains(|c: char| c.is_whitespace() || matches!(c, '?' | '#' | '"' | '<' | '>'));
    (is_plain && (has_host || is_path)).then(|| format!("{}/", url.trim_end_matches('/')))
}

/// The path of a base URL that ends in `/`.
pub(super) fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/')
        .map_or_else(|| "/".to_owned(), |at| rest[at..].to_owned())
}

fn lower_keys<V: Copy>(names: &BTreeMap<String, V>) -> BTreeMap<String, V> {
    names
        .iter()
        .map(|(name, value)| (name.to_lowercase(), *value))
        .collect()
}

const fn level_of(name: LevelName) -> Level {
    match name {
        LevelName::Off => Level::Off,
        LevelName::Hint => Level::Hint,
        LevelName::Warning => Level::Warning,
        LevelName::Error => Level::Error,
    }
}
