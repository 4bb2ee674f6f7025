//! A workspace that followed many changes is the same as one that is opened anew: findings and every byte of every file.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use docent::config::{Config, ConfigProblem};
use docent::highlight::Highlighter;
use docent::locale::LocaleId;
use docent::path::ContentPath;
use docent::publication::{self, Publication};
use docent::render::Content;
use docent::site::Coverage;
use docent::source::{Source, SourceName};
use docent::theme::{Theme, ThemeFile};
use docent::workspace::{Change, ConfigFile, Project, Reach, Workspace};

const CONFIG: &str = "
title: Random
source: en-US
locales:
  - { tag: en-US, dir: en }
  - { tag: nl-NL, dir: nl, fallback: [en-US] }
  - { tag: de-DE, dir: de, fallback: [nl-NL, en-US] }
highlight: false
";
/// What is written behind it, one at a time: settings that change what is read and how it is judged.
const SETTINGS: &[&str] = &[
    "",
    "includes: [\"includes/**\", \"articles/b.md\"]\n",
    "checks: { required: [title], levels: { file-not-found: hint } }\n",
    "hosts: [docs.example]\n",
];
const EDITS: usize = 200;
/// Rendering everything is dear; findings are compared after each edit.
const RENDERED_EVERY: usize = 20;

const PATHS: &[&str] = &[
    "index.md",
    "articles/a.md",
    "articles/b.md",
    "articles/c.md",
    "articles/deep/d.md",
    "articles/TOC.md",
    "includes/one.md",
    "includes/two.md",
    "includes/loose.md",
];
const ASSETS: &[&str] = &[
    "articles/media/x.png",
    "articles/media/y.png",
    "articles/media/form.pdf",
];

/// What texts are put together from: everything that one file can mean for another.
const BLOCKS: &[&str] = &[
    "# Title\n",
    "# Another title\n",
    "## Why\n",
    "## Why\n",
    "## The code does not arrive\n",
    "### <a name=\"named\"></a>Deep\n",
    "<a name=\"named\"></a>\n",
    "Plain words.\n",
    "More plain words, *in italics*.\n",
    "[b](b.md) and [its why](b.md#why)\n",
    "[a](/articles/a.md) [a](a.md#named)\n",
    "[c](articles/c.md#the-code-does-not-arrive) [c](c.md#why-1)\n",
    "[d](deep/d.md#deep) [here](#why) [nowhere](#none)\n",
    "[case](B.md) [gone](gone.md) [file](includes/one.md)\n",
    "![x](media/x.png) ![y](./media/y.png)\n",
    "[form](media/form.pdf)\n",
    "[ref] and [other][ref]\n\n[ref]: b.md#why\n",
    "[AZURE.INCLUDE [one](../includes/one.md)]\n",
    "[AZURE.INCLUDE [two](../includes/two.md)]\n",
    "> [AZURE.NOTE] Note.\n",
    "> [AZURE.SELECTOR]\n- [A](a.md)\n- [B](b.md)\n",
    "- [A](a.md)\n- [C](deep/d.md)\n",
];
const HEADS: &[&str] = &[
    "",
    "---\ntitle: From metadata\nservices: mail\n---\n",
    "---\ntitle: Other metadata\nservices: calendar\n---\n",
    "---\nredirect_url: b.md\n---\n",
];

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn text(&mut self) -> String {
        let mut text = self.one(HEADS).to_owned();
        for _ in 0..=self.below(7) {
            text.push_str(self.one(BLOCKS));
            text.push('\n');
        }
        text
    }
}

/// What lies on the imagined disk.
#[derive(Clone, Default)]
struct Disk {
    texts: BTreeMap<(u16, &'static str), String>,
    assets: BTreeMap<(u16, &'static str), ()>,
    theme: Vec<ThemeFile>,
    /// Place in [`SETTINGS`].
    settings: usize,
    /// Where `old.md` leads: the place in [`PATHS`].
    moved: usize,
}

fn name(locale: u16, path: &str) -> SourceName {
    SourceName {
        locale: LocaleId(locale),
        path: ContentPath::new(path).unwrap(),
    }
}

fn source(locale: u16, path: &str, text: &str) -> Source {
    Source {
        name: name(locale, path),
        file: format!("{locale}/{path}").into(),
        text: text.to_owned().into(),
        undecodable: None,
    }
}

fn config_file(text: &str, problems: Vec<ConfigProblem>) -> ConfigFile {
    ConfigFile {
        name: "docent.yml".into(),
        text: text.to_owned().into(),
        problems,
    }
}

impl Disk {
    fn project(&self) -> Project {
        let text = format!("{CONFIG}{}", SETTINGS[self.settings]);
        let (config, problems) = Config::parse(&text, &[]);
        assert_eq!(problems, []);
        let moved = PATHS[self.moved].trim_end_matches(".md");
        let redirects = format!(
            r#"{{"redirections":[{{"source_path":"articles/old.md","redirect_url":"/{moved}"}}]}}"#
        );
        let texts = self.texts.iter();
        Project {
            sources: texts
                .map(|((locale, path), text)| source(*locale, path, text))
                .collect(),
            assets: self
                .assets
                .keys()
                .map(|(locale, path)| (LocaleId(*locale), name(*locale, path).path))
                .collect(),
            config_file: Some(config_file(&text, problems)),
            config,
            redirects: Some((
                Arc::from(".openpublishing.redirection.json"),
                Arc::from(redirects),
            )),
            theme: self.theme.clone(),
            messages: Vec::new(),
            notices: Vec::new(),
            too_large: Vec::new(),
        }
    }

    /// Another configuration and other redirects.
    fn change_settings(&mut self, dice: &mut Dice) {
        self.settings = dice.below(SETTINGS.len());
        self.moved = dice.below(2);
    }

    /// A random change, on the disk and as the workspace hears of it.
    fn change(&mut self, dice: &mut Dice) -> Change {
        let locale = u16::try_from(dice.below(3)).unwrap();
        let path = PATHS[dice.below(PATHS.len())];
        match dice.below(12) {
            0 | 1 => {
                self.texts.remove(&(locale, path));
                Change::Removed(name(locale, path))
            }
            2 => {
                let path = ASSETS[dice.below(ASSETS.len())];
                let present = self.assets.remove(&(locale, path)).is_none();
                if present {
                    self.assets.insert((locale, path), ());
                }
                Change::Asset {
                    name: name(locale, path),
                    present,
                }
            }
            3 => {
                let text = format!(
                    "{{% extends \"default/404.html\" %}}{{# {} #}}",
                    dice.below(3)
                );
                self.theme = vec![ThemeFile {
                    name: "templates/404.html".into(),
                    bytes: text.into(),
                }];
                Change::Theme(self.theme.clone())
            }
            4..=7 => {
                let text = self.texts.entry((locale, path)).or_default();
                text.push_str(dice.one(BLOCKS));
                Change::Text(source(locale, path, text))
            }
            _ => {
                let text = dice.text();
                let change = Change::Text(source(locale, path, &text));
                self.texts.insert((locale, path), text);
                change
            }
        }
    }
}

/// Findings with names in the place of ids, which depend on history.
fn findings(workspace: &Workspace) -> Vec<String> {
    let file = |id| &workspace.text(id).source.file;
    let found = workspace.diagnostics().into_iter();
    found
        .map(|(level, finding)| {
            let related: Vec<_> = finding
                .related
                .iter()
                .map(|other| (file(other.span.source), other.span.range, &other.message))
                .collect();
            let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
            let edits: Vec<_> = edits
                .map(|edit| (file(edit.span.source), edit.span.range, &edit.replacement))
                .collect();
            format!(
                "{}:{:?} {level} {} {} {:?} {related:?} {edits:?}",
                file(finding.span.source),
                finding.span.range,
                finding.code,
                finding.message,
                finding.help
            )
        })
        .collect()
}

fn files(workspace: &Workspace) -> BTreeMap<String, String> {
    let (theme, errors) = Theme::load(&workspace.theme, &workspace.catalog);
    assert_eq!(errors, []);
    let highlighter = Highlighter::default();
    let sizes = |_, _| None;
    let publication = Publication::new(workspace, &theme, Some(&highlighter), &sizes, true);
    let files = publication.presentation().files.iter();
    let content = |file| match publication.render(file).unwrap() {
        Content::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Content::Copy(locale, path) => format!("{} {path}", locale.index()),
    };
    files
        .map(|(path, file)| (path.clone(), content(file)))
        .collect()
}

/// The paths of all files, as a server lists them once for many requests.
fn listed(workspace: &Workspace) -> Vec<String> {
    let (theme, _) = Theme::load(&workspace.theme, &workspace.catalog);
    let files = publication::present(workspace, &theme, true).files;
    files.into_iter().map(|(path, _)| path).collect()
}

#[test]
fn a_file_is_published_as_soon_as_a_page_links_to_it() {
    let mut disk = Disk::default();
    disk.texts.insert((0, "articles/a.md"), "# A\n".to_owned());
    disk.assets.insert((0, "articles/media/form.pdf"), ());
    let mut workspace = Workspace::open(disk.project(), Coverage::WithFallbacks);
    let published = |workspace: &Workspace| {
        let files = listed(workspace).into_iter();
        files.filter(|path| path.ends_with("form.pdf")).count()
    };
    assert_eq!(published(&workspace), 0);
    for (text, all, expected) in [
        ("# A\n\nWords.\n", false, 0),
        ("# A\n\n[form](media/form.pdf)\n", true, 1),
        ("# A\n\nThe [form](media/form.pdf)\n", false, 1),
        ("# A\n\nNo form.\n", true, 0),
    ] {
        let reach = workspace.apply(vec![Change::Text(source(0, "articles/a.md", text))]);
        assert_eq!(reach == Reach::Everything, all, "{text}");
        assert_eq!(published(&workspace), expected, "{text}");
    }
}

/// Takes over changes as if there were thousands: every text is read anew.
fn storm(workspace: &mut Workspace, disk: &Disk, changes: Vec<Change>) {
    let is_text = |change: &Change| matches!(change, Change::Text(_));
    let (_, others): (Vec<_>, Vec<_>) = changes.into_iter().partition(is_text);
    let texts = disk.texts.iter();
    let texts: Vec<(SourceName, Source)> = texts
        .map(|((locale, path), text)| (name(*locale, path), source(*locale, path, text)))
        .collect();
    let names: Vec<SourceName> = texts.iter().map(|(name, _)| name.clone()).collect();
    workspace.apply_storm(others, &names, |name| {
        let found = texts.iter().find(|(other, _)| other == name);
        found.map(|(_, source)| source.clone())
    });
}

#[test]
fn after_many_changes_all_is_as_if_opened_anew() {
    for seed in 1..=5 {
        let mut dice = Dice(seed);
        let mut disk = Disk::default();
        let mut workspace = Workspace::open(disk.project(), Coverage::WithFallbacks);
        let mut paths = listed(&workspace);
        for edit in 0..EDITS {
            let mut reach = Reach::Everything;
            if dice.below(10) == 0 {
                disk.change_settings(&mut dice);
                workspace = workspace.reopen(disk.project());
                paths = listed(&workspace);
            }
            // Now and then several changes come at once.
            let changes = (0..=dice.below(6) / 4)
                .map(|_| disk.change(&mut dice))
                .collect();
            match dice.below(12) {
                0 => storm(&mut workspace, &disk, changes),
                _ => reach = workspace.apply(changes),
            }
            if reach == Reach::Everything {
                paths = listed(&workspace);
            }
            let fresh = Workspace::open(disk.project(), Coverage::WithFallbacks);
            let (followed, expected) = (findings(&workspace), findings(&fresh));
            let other = followed
                .iter()
                .zip(&expected)
                .find(|(one, other)| one != other);
            assert_eq!(other, None, "seed {seed}, edit {edit}");
            assert_eq!(followed.len(), expected.len(), "seed {seed}, edit {edit}");
            if edit % RENDERED_EVERY == 0 {
                let (followed, fresh) = (files(&workspace), files(&fresh));
                assert!(
                    followed.keys().eq(fresh.keys()) && paths.iter().eq(fresh.keys()),
                    "seed {seed}, edit {edit}: other files"
                );
                for (path, text) in &followed {
                    assert_eq!(text, &fresh[path], "seed {seed}, edit {edit}: {path}");
                }
            }
        }
    }
}

#[test]
fn a_text_that_is_saved_in_another_encoding_is_another() {
    let mut disk = Disk::default();
    disk.texts.insert((0, "articles/a.md"), "# A\n".to_owned());
    let mut project = disk.project();
    project.sources[0].undecodable = Some(0);
    let mut workspace = Workspace::open(project, Coverage::WithFallbacks);
    workspace.apply(vec![Change::Text(source(0, "articles/a.md", "# A\n"))]);
    let fresh = Workspace::open(disk.project(), Coverage::WithFallbacks);
    assert_eq!(findings(&workspace), findings(&fresh));
}

#[test]
fn messages_that_are_missing_are_told_at_the_configuration_whatever_page_is_gone() {
    let mut disk = Disk::default();
    disk.texts.insert((0, "articles/a.md"), "# A\n".to_owned());
    let unknown = |mut project: Project| {
        let text = CONFIG.replace("nl-NL", "tlh-KX");
        let (config, problems) = Config::parse(&text, &[]);
        project.config_file = Some(config_file(&text, problems));
        project.config = config;
        project
    };
    let mut workspace = Workspace::open(unknown(disk.project()), Coverage::WithFallbacks);
    workspace.apply(vec![Change::Removed(name(0, "articles/a.md"))]);
    disk.texts.clear();
    let fresh = Workspace::open(unknown(disk.project()), Coverage::WithFallbacks);
    let found = findings(&workspace);
    assert!(found[0].contains("ui-string-missing"), "{found:?}");
    assert_eq!(found, findings(&fresh));
}

#[test]
fn what_comes_and_goes_takes_no_room() {
    let mut disk = Disk::default();
    let mut dice = Dice(7);
    let mut workspace = Workspace::open(disk.project(), Coverage::WithFallbacks);
    for _ in 0..2_000 {
        workspace.apply(vec![disk.change(&mut dice)]);
    }
    let most = PATHS.len() * 3 + 2;
    assert!(
        workspace.inputs().texts.len() <= most,
        "{} texts",
        workspace.inputs().texts.len()
    );
}
