/** What the signature of a head covers. */
export interface SignedHeadFacts {
  readonly sequence: number;
  /** Hex. */
  readonly hash: string;
  readonly signed_at: string;
}

/** The text that is signed. */
export function signedText({ sequence, hash, signed_at }: SignedHeadFacts): string {
  return `${sequence}:${hash}:${signed_at}`;
}

/** What is signed of an export, by the hex SHA-256 of its bytes. No head can read like this: it begins with a number. */
export function sealedText(sha256: string): string {
  return `gatehouse-audit-export:${sha256}`;
}

/**
 * A key in a form that two people can compare over the telephone.
 * @param sha256 hex SHA-256 of a text
 */
export function fingerprintOf(publicKey: string, sha256: (text: string) => string): string {
  return sha256(publicKey.trim())
    .slice(0, 32)
    .replaceAll(/(.{4})(?=.)/g, '$1 ');
}
