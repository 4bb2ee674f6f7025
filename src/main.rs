//! The program: reads the command line and leaves the rest to the library.

fn main() {
    println!("docent");
}
