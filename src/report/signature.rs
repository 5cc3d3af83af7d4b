//! The signature of a rating: Ed25519 over the bytes of `rating.json`, kept as its 64 bytes in `rating.json.sig`.
//!
//! Keys are files of PKCS#8 in PEM as `openssl genpkey -algorithm ed25519` makes them, and `openssl pkeyutl -verify -rawin`
//! checks a signature without this program.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::verify::Difference;
use crate::files::{hex, read_text};
use crate::problem::{Problem, Result};

/// A private key. It is never shown.
pub struct PrivateKey(SigningKey);

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// The signature beside a rating, and the key by which it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedBy {
    /// The key.
    pub key: PublicKey,
    /// The bytes of the file of the signature; `None` where there is none.
    pub signature: Option<Vec<u8>>,
}

/// The file of a rating's signature, beside that of the rating.
pub fn beside(rating: &Path) -> PathBuf {
    let mut name = rating.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

impl PrivateKey {
    /// Reads a private key.
    ///
    /// # Errors
    /// A file that can not be read, that others than its owner may read, or that is no such key.
    pub fn read(file: &Path) -> Result<Self> {
        let mut text = String::new();
        let mut opened = File::open(file).map_err(|error| Problem::io("read the key", file, &error))?;
        for_its_owner_alone(&opened, file)?;
        // What is no text is no key either.
        let _length = opened.read_to_string(&mut text);
        SigningKey::from_pkcs8_pem(&text).map(Self).map_err(|_| {
            let problem = Problem::new("the file is no private key of Ed25519 in PEM, or it is locked by a password");
            problem.at_file(file).hint("`openssl genpkey -algorithm ed25519 -out key.pem` makes one")
        })
    }

    /// The signature of some bytes.
    pub fn sign(&self, bytes: &[u8]) -> [u8; Signature::BYTE_SIZE] {
        self.0.sign(bytes).to_bytes()
    }
}

impl PublicKey {
    /// Reads a public key.
    ///
    /// # Errors
    /// A file that can not be read, or that is no such key.
    pub fn read(file: &Path) -> Result<Self> {
        let (text, _) = read_text(file)?;
        VerifyingKey::from_public_key_pem(&text).map(Self).map_err(|_| {
            let problem = Problem::new("the file is no public key of Ed25519 in PEM").at_file(file);
            problem.hint("`openssl pkey -in key.pem -pubout -out public.pem` makes it from the private key")
        })
    }

    /// The key itself, in hexadecimal.
    pub fn name(&self) -> String {
        format!("ed25519:{}", hex(self.0.as_bytes()))
    }
}

impl SignedBy {
    /// What keeps the signature from being that of a rating by the key.
    pub fn difference(&self, rating: &[u8]) -> Option<Difference> {
        let key = self.key.name();
        let Some(bytes) = &self.signature else { return Some(Difference::SignatureLacking { key }) };
        let holds = Signature::from_slice(bytes).and_then(|signature| self.key.0.verify_strict(rating, &signature));
        holds.err().map(|_| Difference::SignatureDiffers { key })
    }
}

#[cfg(unix)]
fn for_its_owner_alone(opened: &File, file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let found = opened.metadata().map_err(|error| Problem::io("read the key", file, &error))?;
    if found.permissions().mode() & 0o077 != 0 {
        let problem = Problem::new("others than its owner may read the private key, so that it is not used");
        return Err(problem.at_file(file).hint(format!("`chmod 600 {}`", file.display())));
    }
    Ok(())
}

#[cfg(not(unix))]
fn for_its_owner_alone(_opened: &File, _file: &Path) -> Result<()> {
    Ok(())
}
