//! Whose row it is, in long files.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Channel;

/// How many keys that nobody asked for are remembered.
const REMEMBERED: usize = 12;
/// What parts the words of a key that has several.
const JOINT: u8 = b'/';

/// The channels of one key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group(usize);

/// Finds the channels of a meter's key.
pub(super) struct Keys {
    /// For each key the group of its channels, or `None` for a key that nobody asked for.
    groups: HashMap<Vec<u8>, Option<Group>>,
    channels: Vec<Vec<usize>>,
    /// Keys mostly come in runs, so the one before is compared first.
    last: Option<(Vec<u8>, Option<Group>)>,
    others: Vec<String>,
    joined: Vec<u8>,
}

impl Keys {
    pub(super) fn new(channels: &[Channel]) -> Self {
        let mut keys =
            Self { groups: HashMap::new(), channels: Vec::new(), last: None, others: Vec::new(), joined: Vec::new() };
        for (at, channel) in channels.iter().enumerate() {
            let next = Group(keys.channels.len());
            let group = keys.groups.entry(channel.name.trim().as_bytes().to_vec()).or_insert(Some(next));
            match group.and_then(|group| keys.channels.get_mut(group.0)) {
                Some(members) => members.push(at),
                None => keys.channels.push(vec![at]),
            }
        }
        keys
    }

    /// The group of channels that a meter's key stands for; none where nobody asked for it.
    #[inline]
    pub(super) fn group_of(&mut self, key: &[u8]) -> Option<Group> {
        let key = key.trim_ascii();
        match &self.last {
            Some((last, group)) if last == key => *group,
            _ => self.look_up(key),
        }
    }

    /// The group of a key of several words.
    pub(super) fn group_of_joined<'c>(&mut self, words: impl Iterator<Item = Cow<'c, [u8]>>) -> Option<Group> {
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
    pub(super) fn channels(&self, group: Group) -> &[usize] {
        self.channels.get(group.0).map_or(&[], Vec::as_slice)
    }

    /// The first few keys that nobody asked for.
    pub(super) fn into_others(self) -> Vec<String> {
        self.others
    }

    fn look_up(&mut self, key: &[u8]) -> Option<Group> {
        let group = match self.groups.get(key) {
            Some(group) => *group,
            None => {
                if self.others.len() < REMEMBERED {
                    self.others.push(String::from_utf8_lossy(key).into_owned());
                    self.groups.insert(key.to_vec(), None);
                }
                None
            }
        };
        let (last, last_group) = self.last.get_or_insert_default();
        last.clear();
        last.extend_from_slice(key);
        *last_group = group;
        group
    }
}
