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
