//! FNV-1a in 64 bits: a short name for some bytes, the same on every machine and in every version.
//!
//! It tells versions and findings apart and guards against nothing: two texts of the same hash are easily made on purpose.

/// The hash of these bytes.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    #[test]
    fn hashes_are_those_that_were_published_with_the_function() {
        let table = [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ];
        for (text, hash) in table {
            assert_eq!(super::hash(text.bytes()), hash, "{text}");
        }
    }
}
