import type { AuditEntry } from '#contract/audit.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { AuditLink } from '#renderer/ui/page/audit-link.tsx';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { type Fact, Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { AddressText } from '#renderer/ui/text/address-text.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './audit.module.css';
import { type DetailLine, detailLines, personalLines } from './detail-lines.ts';
import { Subject } from './subject.tsx';
import { actionInWords, subjectInWords } from './words.ts';

/** One entry of the chain with everything it says. */
export function EntryPanel({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const facts: Fact[] = [
    { name: 'Entry', value: formatCount(entry.sequence) },
    { name: 'Time', value: <TimeText at={entry.at} /> },
    {
      name: 'Who',
      value: entry.actor.role === 'system' ? 'Gatehouse itself' : `${entry.actor.name} (${entry.actor.role})`,
    },
    { name: subjectInWords(entry.subject_type), value: <Subject entry={entry} /> },
    { name: 'Action', value: <CodeText>{entry.action}</CodeText> },
  ];
  if (entry.subject_id !== null)
    facts.push({ name: 'Subject id', value: <CodeText wrap>{entry.subject_id}</CodeText> });
  if (entry.request_id !== null) facts.push({ name: 'Request', value: <CodeText wrap>{entry.request_id}</CodeText> });
  const details = detailLines(entry.details);
  const personal = personalLines(entry.personal ?? {}, details);
  return (
    <DetailPanel title={actionInWords(entry.action)} identity={String(entry.sequence)} onClose={onClose}>
      <Facts facts={facts} />
      {details.length === 0 ? null : (
        <PanelSection title="Details">
          <Lines lines={details} />
        </PanelSection>
      )}
      {personal.length === 0 ? null : (
        <PanelSection title="Names and addresses">
          <Lines lines={personal} />
          <p className={classes.note}>Can be erased without breaking the chain, which holds only their fingerprint.</p>
        </PanelSection>
      )}
      {entry.subject_id === null ? null : <AuditLink subjectId={entry.subject_id} label="All entries about it" />}
      <PanelSection title="Chain">
        <Facts
          facts={[
            { name: 'This entry', value: <CodeText wrap>{entry.hash}</CodeText> },
            { name: 'The one before', value: <CodeText wrap>{entry.previous_hash}</CodeText> },
          ]}
        />
      </PanelSection>
    </DetailPanel>
  );
}

/** Facts; where something changed, before and after. */
function Lines({ lines }: { lines: readonly DetailLine[] }) {
  return (
    <Facts
      facts={lines.map(({ name, before, value }) => ({
        name,
        value:
          before === undefined ? (
            <Value text={value} />
          ) : (
            <>
              <span className={classes.before}>
                <Value text={before} />
              </span>
              <span className={classes.arrow} aria-hidden>
                →
              </span>
              <span className="gh-visually-hidden">, now </span>
              <Value text={value} />
            </>
          ),
      }))}
    />
  );
}

/** Hashes and ids are to be copied, not read. */
function Value({ text }: { text: string }) {
  if (/^[0-9a-f]{32,}$/.test(text)) return <CodeText value={text}>{text.slice(0, 12)}</CodeText>;
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)) return <CodeText wrap>{text}</CodeText>;
  if (/^\S+@\S+$/.test(text)) return <AddressText address={text} />;
  return text;
}
