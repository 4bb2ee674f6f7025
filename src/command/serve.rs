//! `docent serve`: the site in the browser while it is being written.

use std::time::Instant;

use clap::Args;

use super::{Outcome, opening};
use crate::error::Result;
use crate::options::Global;
use crate::project;
use crate::server::{self, Deciding, Settings};
use crate::site::Coverage;

/// What `serve` takes.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// The port; the next free one from 3000 if not given
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address of this computer to listen on. With `127.0.0.1`, `::1` or `localhost` only this computer sees the site;
    /// with the address of a network card, or `0.0.0.0` or `::` for all of them, everybody on that network reads what you
    /// write and can press the buttons that mend your files
    #[arg(short, long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub interface: String,
    /// Open the site in the browser
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Look at the files again and again; for folders on a network or in a container, which tell of no changes
    #[arg(long)]
    pub poll: bool,
}

/// Carries it out, until Ctrl-C.
///
/// # Errors
/// The project cannot be read or the port is taken.
pub fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let begun = Instant::now();
    // The port first: whoever named one that is taken hears it at once.
    let listener = server::bind(&arguments.interface, arguments.port)?;
    let location = super::locate(global, &[])?;
    opening::note_default(global, &location);
    let (config, file) = project::read_config(&location)?;
    opening::tell_problems(&location, file.as_ref());
    let known = Deciding::now(&location, &config);
    let locales = &global.locale;
    let workspace = super::open_at(&location, Coverage::WithFallbacks, |config| {
        project::limit(config, locales)
    })?;
    let settings = Settings {
        interface: arguments.interface.clone(),
        poll: arguments.poll,
        open: arguments.open,
        quiet: global.quiet,
        locales: locales.clone(),
        known,
    };
    server::run(listener, location, workspace, &settings, begun)?;
    Ok(Outcome::Clean)
}
