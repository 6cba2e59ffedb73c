import { createSecretKey, type KeyObject } from 'node:crypto';

const objects = new WeakMap<Buffer, KeyObject>();

/** The prepared form of a key. Handing the bytes to every call makes Node prepare them anew, which costs more than the call. */
export function keyObjectOf(key: Buffer): KeyObject {
  let object = objects.get(key);
  if (!object) {
    object = createSecretKey(key);
    objects.set(key, object);
  }
  return object;
}
