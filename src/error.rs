//! The environment's faults: what docent was doing, to which path, and what the system said.

use std::path::PathBuf;

/// Something outside docent and outside the writer's text went wrong. It ends the command with exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refused an operation on a file or folder.
    #[error("cannot {action} `{path}`", path = path.display())]
    Io {
        /// What was being done, as a verb phrase: `read`, `create the folder`.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
    /// A usage that cannot be carried out, with what to do instead.
    #[error("{message}")]
    Usage {
        /// What is wrong, in the user's words.
        message: String,
        /// What to do instead.
        help: Option<String>,
    },
}

impl Error {
    /// An [`Error::Io`] for use in `map_err`.
    pub fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Io {
            action,
            path,
            cause,
        }
    }

    /// An [`Error::Usage`] without help.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            help: None,
        }
    }

    /// The same with what to do instead; keeps an [`Error::Io`] as it is.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        match self {
            Self::Usage { message, .. } => Self::Usage {
                message,
                help: Some(help.into()),
            },
            io => io,
        }
    }
}

/// What the edges return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
