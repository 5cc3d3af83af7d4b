//! Whose row it is, in long files.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Channel;

/// How many keys that nobody asked for are told.
const TOLD: usize = 12;
/// How many of them are remembered, so that they are not looked up in vain.
const REMEMBERED: usize = 4096;
/// What parts the words of a key that has several.
const JOINT: u8 = b'/';

/// The channels of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group(usize);

/// A key, and which one came after it the last time.
#[derive(Debug, Clone)]
struct Known {
    key: Vec<u8>,
    /// `None` for a key that nobody asked for.
    group: Option<Group>,
    next: usize,
}

/// Finds the channels of a meter's key.
///
/// Keys mostly come in runs, or in the same order at each step of time. So a key is compared with the one that followed
/// last time, and looked up only where it is another.
#[derive(Debug, Clone)]
pub(super) struct Keys {
    known: Vec<Known>,
    places: HashMap<Vec<u8>, usize>,
    channels: Vec<Vec<usize>>,
    /// Which of the known keys came last.
    last: usize,
    others: usize,
    joined: Vec<u8>,
}

impl Keys {
    pub(super) fn new(channels: &[Channel]) -> Self {
        let mut keys = Self {
            known: Vec::new(),
            places: HashMap::new(),
            channels: Vec::new(),
            last: 0,
            others: 0,
            joined: Vec::new(),
        };
        for (at, channel) in channels.iter().enumerate() {
            let key = channel.name.trim().as_bytes();
            // A channel's key is the only one of its group, so groups and keys are numbered alike.
            match keys.places.get(key).and_then(|place| keys.channels.get_mut(*place)) {
                Some(members) => members.push(at),
                None => {
                    let group = Group(keys.channels.len());
                    keys.channels.push(vec![at]);
                    keys.remember(key, Some(group));
                }
            }
        }
        keys
    }

    /// The group of channels that a meter's key stands for; none where nobody asked for it.
    #[inline]
    pub(super) fn group_of(&mut self, key: &[u8]) -> Option<Group> {
        let key = key.trim_ascii();
        let next = self.expected();
        match self.known.get(next) {
            Some(known) if known.key == key => {
                self.last = next;
                known.group
            }
            _ => self.look_up(key),
        }
    }

    /// The group of the key with which a text begins, and what follows it, where it is the expected key and a byte ends
    /// it that `ends` knows.
    #[inline]
    pub(super) fn follow<'t>(
        &mut self,
        text: &'t [u8],
        ends: impl Fn(u8) -> bool,
    ) -> Option<(Option<Group>, &'t [u8])> {
        let next = self.expected();
        let known = self.known.get(next)?;
        let rest = text.strip_prefix(known.key.as_slice())?;
        if !rest.first().is_some_and(|end| ends(*end)) {
            return None;
        }
        self.last = next;
        Some((known.group, rest))
    }

    /// The group of a key of one word or several.
    #[inline]
    pub(super) fn group_of_words<'c>(
        &mut self,
        mut words: impl ExactSizeIterator<Item = Cow<'c, [u8]>>,
    ) -> Option<Group> {
        match words.len() {
            1 => words.next().and_then(|word| self.group_of(&word)),
            _ => self.group_of_joined(words),
        }
    }

    fn group_of_joined<'c>(&mut self, words: impl Iterator<Item = Cow<'c, [u8]>>) -> Option<Group> {
        let mut key = std::mem::take(&mut self.joined);
        key.clear();
        for (at, word) in words.enumerate() {
            if at > 0 {
                key.push(JOINT);
            }
            key.extend_from_slice(word.trim_ascii());
        }
        let group = self.group_of(&key);
        self.joined = key;
        group
    }

    /// The channels of a group.
    #[inline]
    pub(super) fn channels(&self, group: Group) -> &[usize] {
        self.channels.get(group.0).map_or(&[], Vec::as_slice)
    }

    /// The first few keys that nobody asked for.
    pub(super) fn others(&self) -> Vec<String> {
        self.unasked().map(|key| String::from_utf8_lossy(key).into_owned()).collect()
    }

    /// Takes over the first keys that nobody asked for and that another met, in later rows of the same file.
    pub(super) fn join(&mut self, other: &Self) {
        for key in other.unasked() {
            self.look_up(key);
        }
    }

    fn unasked(&self) -> impl Iterator<Item = &[u8]> {
        let unasked = self.known.iter().filter(|known| known.group.is_none());
        unasked.map(|known| known.key.as_slice()).take(if self.others > 0 { TOLD } else { 0 })
    }

    fn expected(&self) -> usize {
        self.known.get(self.last).map_or(0, |last| last.next)
    }

    fn look_up(&mut self, key: &[u8]) -> Option<Group> {
        let place = match self.places.get(key) {
            Some(place) => *place,
            None if self.others < REMEMBERED => {
                self.others += 1;
                self.remember(key, None)
            }
            None => return None,
        };
        if let Some(last) = self.known.get_mut(self.last) {
            last.next = place;
        }
        self.last = place;
        self.known.get(place).and_then(|known| known.group)
    }

    fn remember(&mut self, key: &[u8], group: Option<Group>) -> usize {
        let place = self.known.len();
        self.known.push(Known { key: key.to_vec(), group, next: place });
        self.places.insert(key.to_vec(), place);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::Sign;

    fn keys(names: &[&str]) -> Keys {
        let channel = |name: &&str| Channel {
            name: (*name).to_owned(),
            sign: Sign::Any,
            what: String::new(),
            unit: None,
            words: Vec::new(),
        };
        Keys::new(&names.iter().map(channel).collect::<Vec<_>>())
    }

    #[test]
    fn keys_are_found_in_any_order_and_those_nobody_asked_for_are_told_in_theirs() {
        let mut keys = keys(&["a", "b", "a"]);
        let mut found = |key: &str| keys.group_of(key.as_bytes()).map(|group| keys.channels(group).to_vec());
        for round in 0..3 {
            assert_eq!(found("a"), Some(vec![0, 2]), "{round}");
            assert_eq!(found(" b "), Some(vec![1]));
            assert_eq!(found("y"), None);
            assert_eq!(found("b"), Some(vec![1]));
            assert_eq!(found("x"), None);
        }
        assert_eq!(keys.others(), ["y", "x"]);
    }

    #[test]
    fn an_expected_key_is_known_only_to_its_last_byte() {
        let mut keys = keys(&["a", "ab"]);
        let ends = |byte| byte == b',';
        for _ in 0..2 {
            assert!(keys.group_of(b"a").is_some());
            assert!(keys.group_of(b"ab").is_some());
        }
        assert_eq!(keys.follow(b"a,1", ends), Some((Some(Group(0)), &b",1"[..])));
        assert_eq!(keys.follow(b"a,1", ends), None, "after `a` comes `ab`");
        assert_eq!(keys.follow(b"abc,1", ends), None);
        assert_eq!(keys.follow(b"ab,1", ends), Some((Some(Group(1)), &b",1"[..])));
    }

    #[test]
    fn no_more_keys_are_remembered_than_the_bound() {
        let mut keys = keys(&["a"]);
        for at in 0..2 * REMEMBERED {
            assert_eq!(keys.group_of(at.to_string().as_bytes()), None);
        }
        assert_eq!(keys.known.len(), 1 + REMEMBERED);
        assert_eq!(keys.others().len(), TOLD);
        assert!(keys.group_of(b"a").is_some());
    }
}
