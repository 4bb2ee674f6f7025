//! What stands beside a page of the part of the site that it lies in.

use super::{CONFIG, Published, page, workspace};

#[test]
fn a_part_that_is_not_shown_whole_says_so_and_leads_to_its_list() {
    let names: Vec<String> = (0..30)
        .map(|at| format!("en-US/mail/p{at:02}.md"))
        .collect();
    let texts: Vec<String> = (0..30)
        .map(|at| page(&format!("Page {at:02}"), "mail", ""))
        .collect();
    let mut files: Vec<(&str, &str)> = names
        .iter()
        .map(String::as_str)
        .zip(texts.iter().map(String::as_str))
        .collect();
    let other = page("Other", "other", "");
    files.push(("en-US/few/other.md", &other));
    let site = Published::new(&workspace(CONFIG, &files));
    let all = "<li><a href=\"/docs/en-us/mail/\">All 30 pages</a></li>";
    let text = site.text("en-us/mail/p00/index.html");
    assert!(text.contains(all), "{text}");
    assert!(
        !site
            .text("en-us/few/other/index.html")
            .contains(">1 page</a>")
    );
}
