/** True of a mail that was mailed to nobody: no mail server was set when it was made or tried again, so the outbox keeps it. */
export function isKept({ status, transport }: { status: string; transport: string }): boolean {
  return status === 'sent' && transport === 'outbox';
}
