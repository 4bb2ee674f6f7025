//! Pages as HTML: a pure function of the site and a page.

pub mod context;
pub mod html;
