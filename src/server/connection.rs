//! Connections: no more than so many, and none that waits for ever.
//!
//! One rule covers browsers that are gone, half-closed sockets and those that send a byte a second: a connection to which
//! nothing has been written for a while is closed, and when there are too many, the one that has waited longest makes
//! room. Event streams are written to every few seconds and so never wait long.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::Sleep;

/// The most connections at a time, well below the number of files that a process may have open.
const MOST: usize = 400;
/// How long a connection may live without anything being written to it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Accepts connections within bounds.
pub struct Gate {
    listener: TcpListener,
    open: Vec<Weak<Pulse>>,
    begun: Instant,
}

/// What the gate knows of one connection.
struct Pulse {
    /// When something was last written, in milliseconds since the gate was opened.
    written: AtomicU64,
    /// Ends the connection.
    end: Notify,
    begun: Instant,
}

impl Pulse {
    fn beat(&self) {
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.written.store(now, Ordering::Relaxed);
    }
}

impl Gate {
    /// A gate in front of `listener`.
    pub fn new(listener: TcpListener) -> Self {
        Self {
            listener,
            open: Vec::new(),
            begun: Instant::now(),
        }
    }

    fn admit(&mut self, stream: TcpStream) -> Connection {
        if self.open.len() >= MOST {
            self.make_room();
        }
        let pulse = Arc::new(Pulse {
            written: AtomicU64::new(0),
            end: Notify::new(),
            begun: self.begun,
        });
        pulse.beat();
        self.open.push(Arc::downgrade(&pulse));
        let ended = Arc::clone(&pulse);
        Connection {
            stream,
            pulse,
            ended: Box::pin(async move { ended.end.notified().await }),
            patience: Box::pin(tokio::time::sleep(PATIENCE)),
            over: false,
        }
    }

    fn make_room(&mut self) {
        self.open.retain(|pulse| pulse.strong_count() > 0);
        if self.open.len() < MOST {
            return;
        }
        let waited = |pulse: &Weak<Pulse>| {
            let pulse = pulse.upgrade();
            pulse.map_or(0, |pulse| pulse.written.load(Ordering::Relaxed))
        };
        let longest = (0..self.open.len()).min_by_key(|&at| waited(&self.open[at]));
        let longest = longest.expect("there are connections, too many even");
        if let Some(pulse) = self.open.swap_remove(longest).upgrade() {
            pulse.end.notify_one();
        }
    }
}

impl Listener for Gate {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        // The listener of axum waits where the system has no file left to open.
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Answers are small; waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        (self.admit(stream), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that ends by itself.
pub struct Connection {
    stream: TcpStream,
    pulse: Arc<Pulse>,
    ended: Pin<Box<dyn Future<Output = ()> + Send>>,
    patience: Pin<Box<Sleep>>,
    over: bool,
}

impl Connection {
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        // A finished future must not be asked again.
        self.over = self.over
            || self.patience.as_mut().poll(context).is_ready()
            || self.ended.as_mut().poll(context).is_ready();
        match self.over {
            true => Err(io::ErrorKind::TimedOut.into()),
            false => Ok(()),
        }
    }

    fn wrote(&mut self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(written, Poll::Ready(Ok(1..))) {
            self.pulse.beat();
            let later = tokio::time::Instant::now() + PATIENCE;
            self.patience.as_mut().reset(later);
        }
        written
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.wrote(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
