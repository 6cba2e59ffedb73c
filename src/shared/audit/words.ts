import type { Finding } from './chain.ts';

/** A finding in one sentence that names the entry. */
export function findingInWords({ kind, sequence, expected, found }: Finding): string {
  switch (kind) {
    case 'changed':
      return `Entry ${sequence} was changed after it was written.`;
    case 'personal':
      return `The names or addresses in entry ${sequence} were changed after it was written.`;
    case 'missing':
      return `Entry ${sequence} is missing: ${found} stands in its place.`;
    case 'unlinked':
      return `Entry ${sequence} does not follow the entry before it: one of the two was replaced or moved.`;
    case 'unreadable':
      return `Where entry ${sequence} should be there is something that is no entry.`;
    case 'short':
      return `The log ends at entry ${sequence - 1}, but it once reached ${expected}.`;
    case 'head':
      return `The signed head does not match entry ${sequence} of the log.`;
    case 'behind':
      return `The log ends at ${found}, but ${expected} had been signed: its end was cut off, or the platform was set back to an earlier state.`;
    case 'rewritten':
      return `The log was rewritten: entry ${sequence} is not the one that was signed.`;
    case 'key':
      return 'The log is signed with another key than before.';
    case 'signature':
      return 'The signature of the log’s head is wrong.';
  }
}
