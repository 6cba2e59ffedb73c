import { setTimeout as wait } from 'node:timers/promises';
import type { MailRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { decrypt } from '#platform/security/encryption.ts';
import { createMailComposer, type MailComposer } from './compose-mail.ts';
import { claimDue, keepInOutbox, recordResult, releaseClaims } from './delivery-repository.ts';
import { openSmtp, smtpConnections } from './smtp.ts';
import type { MailDraft, MailTransport, SendOutcome } from './transport.ts';

const keptAtOnce = 5000;
const minute = 60_000;

/** Waits after the first, second … attempt; after the last of five the mail has failed. */
const waits = [minute, 10 * minute, 60 * minute, 240 * minute];
export const maximumAttempts = waits.length + 1;

/** After so many mails in a row that met a server out of order, the others keep their attempts for a better time. */
const patienceWithServer = smtpConnections;

const lookAgainMilliseconds = 1000;

/** How long mails in flight may take when the platform is asked to stop. */
const drainMilliseconds = 5000;

/** What one run of the job shares among its senders. */
interface Run {
  deps: PlatformDeps;
  transport: MailTransport;
  compose: MailComposer;
  stopping: AbortSignal;
  troubles: number;
}

/** Sends everything that is due, a few at a time, and writes each outcome as soon as it is known. */
export async function deliverMails(deps: PlatformDeps): Promise<boolean> {
  const { smtpUrl } = deps.config;
  if (!smtpUrl) return keepWaiting(deps);
  await releaseClaims(deps.database, deps.clock.now());
  const first = await claimDue(deps.database, deps.clock.now(), smtpConnections);
  if (first.length === 0) return false;
  const stop = abortWhenDraining(deps);
  const transport = await openSmtp(smtpUrl);
  try {
    const run: Run = { deps, transport, compose: createMailComposer(deps.config), stopping: stop.signal, troubles: 0 };
    await sendAll(run, first);
  } finally {
    transport.close();
    stop.end();
  }
  return false;
}

async function keepWaiting(deps: PlatformDeps): Promise<boolean> {
  const kept = await deps.database
    .transaction()
    .execute((transaction) => keepInOutbox(transaction, deps.clock.now(), keptAtOnce));
  return kept === keptAtOnce;
}

/**
 * Keeps every connection busy for as long as something is due. It looks for more after each mail and once a second, so
 * that a mail that hangs holds up its own connection and nothing else.
 */
async function sendAll(run: Run, first: readonly MailRow[]): Promise<void> {
  const active = new Set<Promise<void>>();
  let failure: unknown;
  let mails = first;
  try {
    while (mails.length > 0 || active.size > 0) {
      for (const mail of mails) {
        const sending: Promise<void> = deliver(run, mail)
          .catch((error: unknown) => {
            failure ??= error;
          })
          .finally(() => active.delete(sending));
        active.add(sending);
      }
      await Promise.race([...active, wait(lookAgainMilliseconds, undefined, { ref: false })]);
      if (failure) throw failure;
      if (run.deps.lifecycle.draining || run.troubles >= patienceWithServer) break;
      const idle = smtpConnections - active.size;
      mails = idle > 0 ? await claimDue(run.deps.database, run.deps.clock.now(), idle) : [];
    }
  } finally {
    await Promise.all(active);
  }
}

async function deliver(run: Run, mail: MailRow): Promise<void> {
  const { deps } = run;
  const outcome: SendOutcome =
    mail.attempts > maximumAttempts
      ? { kind: 'failed', reason: `The last of ${maximumAttempts} attempts was cut off.` }
      : giveUpAfterLast(mail, await attempt(run, mail));
  const at = deps.clock.now();
  const nextAttemptAt = new Date(at.getTime() + (waits[mail.attempts - 1] ?? 0));
  const result = { id: mail.id, invitationId: mail.invitation_id, outcome, at };
  await deps.database
    .transaction()
    .execute((transaction) =>
      recordResult(transaction, outcome.kind === 'later' ? { ...result, nextAttemptAt } : result),
    );
  if (outcome.kind !== 'sent') {
    const { kind, attempts } = mail;
    deps.log.warn('mail_not_sent', { mail_id: mail.id, kind, outcome: outcome.kind, attempts });
  }
  run.troubles = outcome.kind === 'later' && outcome.serverIll ? run.troubles + 1 : 0;
}

/** The lifecycle is a fact to look at and not an event, so a run looks from time to time. */
function abortWhenDraining(deps: PlatformDeps): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  let drainingSince: number | null = null;
  const timer = setInterval(() => {
    if (!deps.lifecycle.draining) return;
    drainingSince ??= performance.now();
    if (performance.now() - drainingSince >= drainMilliseconds) controller.abort();
  }, 250);
  timer.unref();
  return { signal: controller.signal, end: () => clearInterval(timer) };
}

async function attempt({ deps, transport, compose, stopping }: Run, mail: MailRow): Promise<SendOutcome> {
  let draft: MailDraft;
  try {
    draft = draftOf(deps, compose, mail);
  } catch (error) {
    // Made with another key, or its data is damaged: no later attempt would do better.
    return {
      kind: 'failed',
      reason: `The mail could not be written: ${error instanceof Error ? error.message : error}`,
    };
  }
  return transport.send(draft, stopping);
}

function draftOf(deps: PlatformDeps, compose: MailComposer, mail: MailRow): MailDraft {
  const secret = mail.secret_encrypted ? decrypt(deps.keys.encryption, mail.secret_encrypted) : '';
  const composed = compose({ kind: mail.kind, to: mail.recipient, subject: mail.subject, data: mail.data, secret });
  const domain = /@([^\s<>@]+)>?\s*$/.exec(deps.config.mailFrom)?.[1] ?? 'gatehouse.invalid';
  return {
    ...composed,
    from: deps.config.mailFrom,
    to: mail.recipient,
    subject: mail.subject,
    date: mail.created_at,
    messageId: `<${mail.id}@${domain}>`,
  };
}

function giveUpAfterLast(mail: MailRow, outcome: SendOutcome): SendOutcome {
  if (outcome.kind !== 'later' || mail.attempts < maximumAttempts) return outcome;
  return { kind: 'failed', reason: `Given up after ${maximumAttempts} attempts. The last answer: ${outcome.reason}` };
}
