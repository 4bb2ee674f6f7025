//! The output folder: at every moment exactly the old whole site or exactly the new one, and untouched where nothing changed.
//!
//! Files that differ from what stands are written into a *stage*, a hidden folder beside the output; then the unchanged
//! ones are hard-linked to them and the two folders change places in one step. So a build that fails or is killed leaves
//! the old site, and needs no signal handler. What a killed build leaves beside the output is removed by the next one.
//!
//! The new site is a new folder of the same name: a program that works *in* the old one must enter it again. A mount point
//! cannot be exchanged; in one the stage lies inside, and the entries of the output are swapped one by one.
//!
//! Nothing is synced to the disk: a site can be made again, and 14,000 `fsync`s cost minutes. After a power loss the next
//! build compares every file with what it should be, and so finds those that the disk has lost.
//!
//! Files in the output that docent did not write (`.git`, `CNAME`) are carried over into every new site and never
//! overwritten: they are how sites are deployed, and to lose one is worse than to keep one too many.

mod lock;
mod manifest;
mod place;
mod plan;
mod stage;
mod standing;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::error::{Error, Result};
use lock::Lock;
use manifest::Manifest;
use place::Place;
use plan::Plan;
use stage::Stage;
use standing::Standing;

/// An output folder that may be written: checked, locked against other builds, and free of what killed builds left.
pub struct Output {
    place: Place,
    standing: Standing,
    /// Released, and its file removed, when the output is dropped.
    _lock: Lock,
}

/// What a file of the site consists of.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of another file, which is copied.
    File(PathBuf),
}

/// What publishing did, in numbers of files; docent's own manifest is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New files and files with other bytes than before.
    pub written: usize,
    /// Files that stood already, with the same bytes; their time stays.
    pub unchanged: usize,
    /// Files of the old site that the new one lacks.
    pub removed: usize,
    /// Whether the old manifest was damaged, so that files of the old site may have stayed.
    pub was_damaged: bool,
}

impl Output {
    /// The output folder `dir`, which need not exist yet.
    ///
    /// `inputs` are the files and folders that the site is made from: content, themes, the configuration file. A folder
    /// that is, holds or lies in one of them is refused, symbolic links considered; so is a folder with files in it that
    /// docent has not made. Hidden files alone do not count, so that a fresh work tree of a `gh-pages` branch can be used.
    ///
    /// # Errors
    /// [`Error::Usage`] for a folder that is refused or locked, [`Error::Io`] for one that cannot be read or written.
    pub fn open(dir: &Path, inputs: &[PathBuf]) -> Result<Self> {
        let place = Place::find(dir, inputs)?;
        place.make_parent()?;
        let lock = Lock::take(&place)?;
        stage::sweep(&place)?;
        let standing = Standing::read(&place)?;
        Ok(Self {
            place,
            standing,
            _lock: lock,
        })
    }

    /// Makes the output the site that consists of `paths` and `late`, and nothing else but files that docent did not write.
    ///
    /// `paths` are relative, with `/` between their parts. `content` is called once for each, by its index, on many
    /// threads; what it returns is compared, written if need be and dropped. `late` gives paths with their bytes, and is
    /// asked when all others are written: for what is only known by then. If nothing differs, nothing is written.
    ///
    /// # Errors
    /// What `content` returns; paths that are unsafe or clash; a foreign file in the way; what the system says. The old
    /// site stands then as before, unless the error says that only the *old* site could not be removed.
    pub fn publish(
        self,
        paths: &[String],
        content: impl Fn(usize) -> Result<Content> + Sync,
        late: impl FnOnce() -> Vec<(String, Vec<u8>)>,
    ) -> Result<Summary> {
        let early = Plan::new(paths)?;
        let mut stage = Stage::new(&self.place, &early);
        let mut fates = paths
            .par_iter()
            .enumerate()
            .map_init(Vec::new, |buffer, (index, path)| {
                self.settle(&stage, path, &content(index)?, buffer)
            })
            .collect::<Result<Vec<Fate>>>()?;
        let (late, bytes): (Vec<String>, Vec<Vec<u8>>) = late().into_iter().unzip();
        let paths = &[paths, &late].concat();
        let plan = Plan::new(paths)?;
        stage.extend(&plan)?;
        let contents = bytes.into_par_iter().map(Content::Bytes);
        let settled = late
            .par_iter()
            .zip(contents)
            .map_init(Vec::new, |buffer, (path, content)| {
                self.settle(&stage, path, &content, buffer)
            })
            .collect::<Result<Vec<Fate>>>()?;
        fates.extend(settled);
        let mut summary = summarise(&fates);
        summary.was_damaged = self.standing.is_damaged();
        let manifest = Manifest::of(paths);
        if summary.written == 0 && self.standing.manifest.as_ref() == Some(&manifest) {
            return Ok(summary);
        }
        let survey = self.standing.survey(&self.place, &plan)?;
        summary.removed = survey.stale;
        let kept = paths
            .iter()
            .zip(&fates)
            .filter(|(_, fate)| **fate == Fate::Kept);
        let kept: Vec<&str> = kept.map(|(path, _)| path.as_str()).collect();
        stage.keep(&kept, &survey.foreign)?;
        stage.install(&manifest, self.standing.manifest.as_ref())?;
        Ok(summary)
    }

    /// Removes the files that docent has written here, and the folders that are empty then.
    ///
    /// # Errors
    /// [`Error::Usage`] where nobody knows any longer which files these are, [`Error::Io`] for what cannot be removed.
    pub fn clean(self) -> Result<Summary> {
        if self.standing.is_damaged() {
            let message = format!(
                "the list of what docent has written in `{}` is damaged",
                self.place.output.display()
            );
            return Err(Error::usage(message).with_help("remove the folder yourself"));
        }
        let removed = self.standing.remove()?;
        Ok(Summary {
            removed,
            ..Summary::default()
        })
    }

    /// The folder itself, absolute and without symbolic links.
    pub fn folder(&self) -> &Path {
        &self.place.output
    }

    fn settle(
        &self,
        stage: &Stage<'_>,
        path: &str,
        content: &Content,
        buffer: &mut Vec<u8>,
    ) -> Result<Fate> {
        if self.standing.has(path, content, buffer)? {
            Ok(Fate::Kept)
        } else {
            stage.write(path, content).map(|()| Fate::Written)
        }
    }
}

/// What became of one file of the site.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Written,
}

fn summarise(fates: &[Fate]) -> Summary {
    let unchanged = fates.iter().filter(|fate| **fate == Fate::Kept).count();
    Summary {
        written: fates.len() - unchanged,
        unchanged,
        ..Summary::default()
    }
}

/// A file or folder that docent did not write and that the new site has no room for.
fn in_the_way(path: &Path) -> Error {
    Error::usage(format!(
        "`{}` was not written by docent and stands where the site has something else",
        path.display()
    ))
    .with_help("move it away, or build into another folder")
}
