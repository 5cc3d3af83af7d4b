//! Whose row it is, in long files.

use std::collections::HashMap;

use super::Channel;

/// How many keys that nobody asked for are remembered.
const REMEMBERED: usize = 12;

/// Finds the channels of a meter's key.
pub(super) struct Keys {
    /// For each key the group of its channels, or `None` for a key that nobody asked for.
    groups: HashMap<Vec<u8>, Option<usize>>,
    channels: Vec<Vec<usize>>,
    /// Keys mostly come in runs, so the one before is compared first.
    last: Option<(Vec<u8>, Option<usize>)>,
    others: Vec<String>,
}

impl Keys {
    pub(super) fn new(channels: &[Channel]) -> Self {
        let mut keys = Self { groups: HashMap::new(), channels: Vec::new(), last: None, others: Vec::new() };
        for (at, channel) in channels.iter().enumerate() {
            let next = keys.channels.len();
            let group = keys.groups.entry(channel.name.trim().as_bytes().to_vec()).or_insert(Some(next));
            match group.and_then(|group| keys.channels.get_mut(group)) {
                Some(members) => members.push(at),
                None => keys.channels.push(vec![at]),
            }
        }
        keys
    }

    /// The channels that a meter's key stands for; none where nobody asked for it.
    pub(super) fn channels_of(&mut self, key: &[u8]) -> &[usize] {
        let key = key.trim_ascii();
        let group = match &self.last {
            Some((last, group)) if last == key => *group,
            _ => self.look_up(key),
        };
        group.and_then(|group| self.channels.get(group)).map_or(&[], Vec::as_slice)
    }

    /// The first few keys that nobody asked for.
    pub(super) fn into_others(self) -> Vec<String> {
        self.others
    }

    fn look_up(&mut self, key: &[u8]) -> Option<usize> {
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
