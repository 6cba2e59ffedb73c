import type { MetError } from '#renderer/data/users/usage.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { type Fact, Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { LevelBadge } from './error-columns.tsx';
import usage from './usage.module.css';

/** One error that somebody met, with what it said the last time. */
export function ErrorPanel({ met, onClose }: { met: MetError; onClose: () => void }) {
  return (
    <DetailPanel title={<bdi>{met.title}</bdi>} label="Error" identity={met.fingerprint} onClose={onClose}>
      <Facts facts={factsOf(met)} />
      {met.message === '' ? null : (
        <PanelSection title="What it said last">
          <p className={usage.message} dir="auto">
            {met.message}
          </p>
        </PanelSection>
      )}
    </DetailPanel>
  );
}

function factsOf(met: MetError): Fact[] {
  const facts: (Fact | null)[] = [
    { name: 'Level', value: <LevelBadge level={met.level} /> },
    { name: 'Met', value: formatQuantity(met.count, 'time') },
    { name: 'Last met', value: <TimeText at={met.last_at} /> },
    { name: 'First met', value: <TimeText at={met.first_at} /> },
    met.route === null ? null : { name: 'Route', value: <CodeText wrap>{met.route}</CodeText> },
    met.release === null ? null : { name: 'Release', value: <bdi>{met.release}</bdi> },
    { name: 'Fingerprint', value: <CodeText wrap>{met.fingerprint}</CodeText> },
    // Where a tracker stands is not for a gateway to say: the link is copied, not opened.
    met.link === null ? null : { name: 'Tracker', value: <CodeText wrap>{met.link}</CodeText> },
  ];
  return facts.filter((fact) => fact !== null);
}
