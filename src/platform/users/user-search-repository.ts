import { sql } from 'kysely';
import { tierSchema } from '#contract/common.ts';
import type { MatchedBy } from '#contract/users.ts';
import type { Executor } from '#platform/db/open.ts';
import { hashCode } from '#platform/invitations/issue-code.ts';
import type { Keys } from '#platform/security/keys.ts';
import { codeDigits, formatCode, normaliseCode } from '#shared/codes.ts';
import { normaliseLicenceKey } from '#shared/licence-key.ts';
import { findWords, type SearchedPerson, searchWords } from '#shared/people-search.ts';

/** A search text, read: the words that names are compared with, and the people whom an identifier in it belongs to. */
export interface UserSearch {
  words: readonly string[];
  found: ReadonlyMap<string, MatchedBy>;
}

/** What could be an identifier in a text, in the forms in which they are stored. */
interface Identifiers {
  id: string | null;
  codeHashes: string[];
  codeTail: string | null;
  licenceKey: string | null;
  licenceTail: string | null;
}

/** Reads a search text; identifiers are looked up by their indexes before the list is read. */
export async function readSearch(executor: Executor, keys: Pick<Keys, 'codeHash'>, q: string): Promise<UserSearch> {
  const text = q.trim();
  const identifiers = readIdentifiers(keys, text);
  const nothing = identifiers.codeHashes.length === 0 && Object.values(identifiers).every((value) => !value?.length);
  return { words: searchWords(q), found: nothing ? new Map() : await findByIdentifiers(executor, identifiers) };
}

function readIdentifiers(keys: Pick<Keys, 'codeHash'>, text: string): Identifiers {
  const code = normaliseCode(text);
  const whole = /^[0-9a-f]+$/.test(code.digits) && code.digits.length === codeDigits;
  // Without a tier that can be read, it is one of three codes.
  const tiers = code.tier ? [code.tier] : tierSchema.options;
  const codes = whole ? tiers.map((tier) => formatCode(tier, code.digits)) : [];
  const licence = /4ua[i1l]\W*l[i1l]c((?:\W*[0-9a-z]){20})/i.exec(text)?.[1] ?? text;
  return {
    id: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0] ?? null,
    codeHashes: codes.map((each) => hashCode(keys, each).toString('hex')),
    // As lists show it (`4UAI-PRE-••••••••e5f6`), or the last four alone.
    codeTail: /^(?:4uai\W*(?:std|pre|ent)\W*)?([0-9a-f]{4})$/i.exec(text)?.[1]?.toLowerCase() ?? null,
    licenceKey: normaliseLicenceKey(licence),
    licenceTail: /^4uai\W*lic\W*([0-9a-z]{5})$/i.exec(text)?.[1]?.toUpperCase() ?? null,
  };
}

async function findByIdentifiers(
  executor: Executor,
  { id, codeHashes, codeTail, licenceKey, licenceTail }: Identifiers,
): Promise<Map<string, MatchedBy>> {
  const { rows } = await sql<{ user_id: string; matched_by: MatchedBy }>`
    select id as user_id, 'id' as matched_by from users where id = ${id}::uuid
    union all
    select user_id, 'invitation_code' from invitations
      where code_hash in (select decode(unnest(${codeHashes}::text[]), 'hex')) and user_id is not null
    union all
    select user_id, 'invitation_code' from voided_codes join invitations on invitations.id = invitation_id
      where voided_codes.code_hash in (select decode(unnest(${codeHashes}::text[]), 'hex')) and user_id is not null
    union all
    (select user_id, 'invitation_code' from invitations
      where code_last_four = ${codeTail} and user_id is not null limit 200)
    union all
    select user_id, 'licence_key' from licences where licence_key = ${licenceKey}
    union all
    (select user_id, 'licence_key' from licences where "right"(licence_key, 5) = ${licenceTail} limit 200)`.execute(
    executor,
  );
  return new Map(rows.map((row) => [row.user_id, row.matched_by]));
}

/** Where a row that was found matches, in the order in which a person would say it. */
export function matchedBy(search: UserSearch, row: SearchedPerson & { id: string }): MatchedBy[] {
  const identifier = search.found.get(row.id);
  const { fields } = findWords(search.words, row);
  return identifier ? [identifier, ...fields] : fields;
}
