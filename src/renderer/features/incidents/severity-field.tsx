import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { IncidentSeverity } from '#contract/incidents.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { resolutionTargets } from '#shared/incidents/targets.ts';
import classes from './incidents.module.css';
import { severityMeaning } from './words.ts';

export function SeverityField({
  value,
  onChange,
}: {
  value: IncidentSeverity;
  onChange: (value: IncidentSeverity) => void;
}) {
  const id = useId();
  return (
    <div>
      <div className={classes.fieldLabel} id={id}>
        Severity
      </div>
      <SegmentedControl
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
        fullWidth
        transitionDuration={0}
        data={['P0', 'P1', 'P2']}
        value={value}
        onChange={(next) => onChange(next as IncidentSeverity)}
      />
      <p className={classes.fieldHint} id={`${id}-hint`}>
        {severityMeaning[value]} To be resolved within {formatDuration(resolutionTargets[value] * 1000)}.
      </p>
    </div>
  );
}
