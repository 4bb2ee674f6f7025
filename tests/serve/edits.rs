//! A writer who does anything to any kind of file, the same in every run.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The same numbers in every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// The writer.
pub struct Writer {
    /// Decides what comes next.
    pub dice: Dice,
    root: PathBuf,
    settings: String,
    /// The content of the locales: Markdown and all other files.
    texts: Vec<PathBuf>,
    pictures: Vec<PathBuf>,
    done: usize,
}

impl Writer {
    /// A writer of the site at `root`, whose configuration is `settings`.
    pub fn new(root: &Path, settings: &str, locales: &[&str]) -> Self {
        let folders = locales.iter().map(|locale| root.join(locale));
        let files = folders.flat_map(|folder| WalkDir::new(folder).sort_by_file_name());
        // The mark belongs to whoever watches the server.
        let is_content = |entry: &walkdir::DirEntry| {
            entry.file_type().is_file() && entry.file_name() != "mark.md"
        };
        let files = files.map(Result::unwrap).filter(is_content);
        let is_text = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
        let (texts, pictures) = files
            .map(|entry| entry.path().to_owned())
            .partition(is_text);
        Self {
            dice: Dice(5),
            root: root.to_owned(),
            settings: settings.to_owned(),
            texts,
            pictures,
            done: 0,
        }
    }

    /// Does something and says what.
    pub fn edit(&mut self) -> String {
        self.done += 1;
        match self.dice.below(24) {
            0..=5 => self.append("prose", &["Words number {}."]),
            6..=8 => self.append(
                "heading",
                &[
                    "## Heading {}",
                    "# Title {}",
                    "### <a name=\"a{}\"></a>Deep",
                ],
            ),
            9..=11 => self.append_reference(),
            12 => self.cut(),
            13 => self.create(),
            14 | 15 => self.rename(),
            16 => self.delete(),
            17 | 18 => self.picture(),
            19 => self.contents(),
            20 => self.redirects(),
            21 => self.look(),
            22 => self.configure(),
            _ => self.rename_folder(),
        }
    }

    fn text(&mut self) -> PathBuf {
        let at = self.dice.below(self.texts.len());
        self.texts[at].clone()
    }

    /// Saves in one of the ways in which editors do.
    fn save(&mut self, path: &Path, text: &[u8]) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match self.dice.below(2) {
            0 => fs::write(path, text).unwrap(),
            _ => {
                let name = path.file_name().unwrap().to_str().unwrap();
                let beside = path.with_file_name(format!(".{name}.swp"));
                fs::write(&beside, text).unwrap();
                fs::rename(&beside, path).unwrap();
            }
        }
    }

    fn append(&mut self, what: &str, lines: &[&str]) -> String {
        let path = self.text();
        let line = lines[self.dice.below(lines.len())].replace("{}", &self.done.to_string());
        let mut text = fs::read(&path).unwrap();
        text.extend_from_slice(format!("\n\n{line}\n").as_bytes());
        self.save(&path, &text);
        format!("{what} in {}", path.display())
    }

    /// A link to, an include of or a picture from somewhere, right or wrong.
    fn append_reference(&mut self) -> String {
        let to = self.text();
        let name = to.file_name().unwrap().to_str().unwrap();
        let picture = self.pictures[self.dice.below(self.pictures.len())].clone();
        let picture = picture.file_name().unwrap().to_str().unwrap();
        let lines = [
            format!("[link]({name}#heading-{})", self.dice.below(self.done + 1)),
            format!("[AZURE.INCLUDE [include](../../includes/{name})]"),
            format!("![picture](media/{picture})"),
            format!("[file](media/{picture})"),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        self.append("reference", &lines)
    }

    fn cut(&mut self) -> String {
        let path = self.text();
        let text = fs::read(&path).unwrap();
        let end = self.dice.below(text.len() + 1);
        self.save(&path, &text[..end]);
        format!("{end} bytes left of {}", path.display())
    }

    fn create(&mut self) -> String {
        let (model, beside) = (self.text(), self.text());
        let path = beside.with_file_name(format!("new-{}.md", self.done));
        let text = fs::read(model).unwrap();
        self.save(&path, &text);
        self.texts.push(path.clone());
        format!("{} is new", path.display())
    }

    fn rename(&mut self) -> String {
        let at = self.dice.below(self.texts.len());
        let folder = self.text();
        let to = folder.with_file_name(format!("moved-{}.md", self.done));
        fs::rename(&self.texts[at], &to).unwrap();
        let from = std::mem::replace(&mut self.texts[at], to);
        format!("{} to {}", from.display(), self.texts[at].display())
    }

    fn delete(&mut self) -> String {
        let at = self.dice.below(self.texts.len());
        let path = self.texts.swap_remove(at);
        fs::remove_file(&path).unwrap();
        format!("{} is gone", path.display())
    }

    fn picture(&mut self) -> String {
        let at = self.dice.below(self.pictures.len());
        let path = self.pictures[at].clone();
        // An archive is published only where a page links to it.
        let kind = ["png", "zip"][self.dice.below(2)];
        let new = path.with_file_name(format!("new-{}.{kind}", self.done));
        match self.dice.below(4) {
            0 => {
                self.pictures.swap_remove(at);
                fs::remove_file(&path).unwrap();
            }
            1 => {
                fs::rename(&path, &new).unwrap();
                self.pictures[at] = new;
            }
            2 => {
                self.save(&new, b"no picture at all");
                self.pictures.push(new);
            }
            _ => self.save(&path, format!("other {}", self.done).as_bytes()),
        }
        format!("picture {}", path.display())
    }

    /// Other contents, or none.
    fn contents(&mut self) -> String {
        let path = self.root.join("en-CA/articles/TOC.md");
        let _ = fs::remove_file(&path);
        if self.dice.below(3) > 0 {
            let mut text = String::from("# Contents\n\n");
            for entry in 0..self.dice.below(20) {
                let page = self.text();
                let name = page.file_name().unwrap().to_str().unwrap();
                text.push_str(&format!("- [Entry {entry}]({name})\n"));
            }
            self.save(&path, text.as_bytes());
        }
        "contents".to_owned()
    }

    fn redirects(&mut self) -> String {
        let path = self.root.join(".openpublishing.redirection.json");
        let _ = fs::remove_file(&path);
        if self.dice.below(4) > 0 {
            let to = self.text();
            let to = to.file_stem().unwrap().to_str().unwrap();
            let text = format!(
                r#"{{"redirections":[{{"source_path":"articles/old-{}.md","redirect_url":"/articles/{to}"}}]}}"#,
                self.dice.below(3)
            );
            self.save(&path, text.as_bytes());
        }
        "redirects".to_owned()
    }

    /// Another template, style sheet or message.
    fn look(&mut self) -> String {
        let number = self.done;
        let (path, text) = match self.dice.below(3) {
            0 => (
                "look/templates/404.html",
                format!(
                    "{{% extends \"default/404.html\" %}}{{% block main %}}{number}{{% endblock %}}"
                ),
            ),
            1 => ("look/static/own.css", format!("p {{ margin: {number}px }}")),
            _ => (
                "locales/en-CA/own.ftl",
                format!("all-pages = All pages {number}\n"),
            ),
        };
        let path = self.root.join(path);
        self.save(&path, text.as_bytes());
        path.display().to_string()
    }

    fn configure(&mut self) -> String {
        let lines = [
            format!("title: Title {}\n", self.done),
            "checks: { levels: { file-not-found: warning } }\n".to_owned(),
            "checks: { required: [pageTitle, ms.author] }\n".to_owned(),
            "exclude: [\"articles/a*\"]\n".to_owned(),
            "broken: [\n".to_owned(),
            String::new(),
        ];
        let line = &lines[self.dice.below(lines.len())];
        let text = format!("{}{line}", self.settings);
        self.save(&self.root.join("docent.yml"), text.as_bytes());
        format!("docent.yml with {line:?}")
    }

    /// The configuration as it was, so that a build can be compared.
    pub fn restore_settings(&mut self) {
        fs::write(self.root.join("docent.yml"), &self.settings).unwrap();
    }

    fn rename_folder(&mut self) -> String {
        let path = self.text();
        let from = path.parent().unwrap().to_owned();
        // The locale's own folders keep their names: includes would be pages elsewhere, and all of them at once.
        if from.ends_with("articles") || from.ends_with("includes") {
            return self.append("prose", &["Words number {}."]);
        }
        let to = from.with_file_name(format!("folder-{}", self.done));
        fs::rename(&from, &to).unwrap();
        for file in self.texts.iter_mut().chain(&mut self.pictures) {
            if let Ok(below) = file.strip_prefix(&from) {
                *file = to.join(below);
            }
        }
        format!("{} to {}", from.display(), to.display())
    }
}
