import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { verifierMark } from '#shared/audit/verifier-mark.ts';

/** Puts the verifier into the folder of an export, without touching anything there that is not a verifier. Answers its path. */
export async function placeVerifier(verifier: string, exported: string): Promise<string> {
  const page = await readFile(verifier, 'utf8');
  const extension = extname(verifier);
  const name = basename(verifier, extension);
  for (let count = 1; ; count += 1) {
    const path = join(dirname(exported), `${name}${count === 1 ? '' : `-${count}`}${extension}`);
    const there = await textOrNull(path);
    if (there === page) return path;
    // An older verifier gives way to this one; another file of that name is somebody's own.
    if (there !== null && !there.includes(verifierMark)) continue;
    await writeFile(path, page);
    return path;
  }
}

async function textOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
