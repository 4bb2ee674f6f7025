//! Two versions of a text as a unified diff, which `patch` and `git apply` understand.

use std::fmt::Write;

/// How many unchanged lines stand around a change.
const CONTEXT: usize = 3;
/// How far ahead a line that stands in both versions is looked for.
const REACH: usize = 400;

/// Lines of the old version replaced by lines of the new one, as half-open ranges of line indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    old: (usize, usize),
    new: (usize, usize),
}

/// The diff from `old` to `new`; empty if they are equal.
pub fn unified(file: &str, old: &str, new: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let changes = changes(&old, &new);
    if changes.is_empty() {
        return String::new();
    }
    let mut out = format!("--- a/{file}\n+++ b/{file}\n");
    for hunk in hunks(&changes) {
        write_hunk(hunk, &old, &new, &mut out);
    }
    out
}

/// The changes from top to bottom. They need not be the fewest: fixes change few lines, and any true diff will do.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            i += 1;
            j += 1;
            continue;
        }
        let (more_old, more_new) = meeting(&old[i..], &new[j..]);
        found.push(Change {
            old: (i, i + more_old),
            new: (j, j + more_new),
        });
        i += more_old;
        j += more_new;
    }
    found
}

/// After how many lines of each the two go on alike, nearest first; all of both if they do not within reach.
fn meeting(old: &[&str], new: &[&str]) -> (usize, usize) {
    for sum in 1..REACH {
        for a in 0..=sum {
            let b = sum - a;
            let (rest_old, rest_new) = (old.get(a..), new.get(b..));
            let (Some(rest_old), Some(rest_new)) = (rest_old, rest_new) else {
                continue;
            };
            // Two lines, so that a blank line alone is no meeting, unless the texts end there.
            let alike = rest_old.iter().zip(rest_new).take(2).all(|(a, b)| a == b);
            if alike && (rest_old.is_empty() == rest_new.is_empty()) {
                return (a, b);
            }
        }
    }
    (old.len(), new.len())
}

/// The changes put together where their context would overlap.
fn hunks(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    changes.chunk_by(|a, b| b.old.0 - a.old.1 <= 2 * CONTEXT)
}

fn write_hunk(changes: &[Change], old: &[&str], new: &[&str], out: &mut String) {
    let (first, last) = (changes[0], changes[changes.len() - 1]);
    let before = first.old.0.min(CONTEXT);
    let behind = (old.len() - last.old.1).min(CONTEXT);
    let place = |start: usize, end: usize| match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        lines => format!("{},{lines}", start + 1),
    };
    let _ = writeln!(
        out,
        "@@ -{} +{} @@",
        place(first.old.0 - before, last.old.1 + behind),
        place(first.new.0 - before, last.new.1 + behind)
    );
    let mut at = first.old.0 - before;
    for change in changes {
        write_lines(' ', &old[at..change.old.0], out);
        write_lines('-', &old[change.old.0..change.old.1], out);
        write_lines('+', &new[change.new.0..change.new.1], out);
        at = change.old.1;
    }
    write_lines(' ', &old[at..last.old.1 + behind], out);
}

fn write_lines(sign: char, lines: &[&str], out: &mut String) {
    for line in lines {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_each_change_with_three_lines_around_it() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14";
        let new = old.replace("2\n3", "two\n3").replace("\n14", "\nend");
        let expected = "--- a/x.md\n+++ b/x.md\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -9,6 +9,6 @@\n 9\n 10\n 11\n-12\n-13\n-14\n\\ No newline at end of file\n+1two\n+13\n+end\n\\ No newline at end of file\n";
        let new = new.replace("\n12\n", "\n1two\n");
        assert_eq!(unified("x.md", old, &new), expected);
    }

    #[test]
    fn equal_texts_have_no_diff_and_empty_ones_have_a_place() {
        assert_eq!(unified("x", "a\n", "a\n"), "");
        assert_eq!(
            unified("x", "", "a\n"),
            "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"
        );
        assert_eq!(
            unified("x", "a\r\nb\r\n", "a\r\n"),
            "--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n a\r\n-b\r\n"
        );
    }
}
