/* Random identifiers of the same alphabet and length as the server makes, so that a line has its name before it is sent. */

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'
const LENGTH = 14

/** A new identifier of 14 characters. */
export function newUid () {
  let uid = ''
  while (uid.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH * 2))) {
      const at = byte & 31 /* 31 letters: the value 31 is thrown away, so that all are equally likely */
      if (at < ALPHABET.length && uid.length < LENGTH) uid += ALPHABET[at]
    }
  }
  return uid
}
