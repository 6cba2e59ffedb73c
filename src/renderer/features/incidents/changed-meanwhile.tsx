import type { IncidentDetail } from '#renderer/data/incidents/incidents.ts';
import { Notice } from '#renderer/ui/states/states.tsx';
import { stateLooks } from './words.ts';

/** Somebody else changed the incident while a dialog was open: what they did last, and what that means for the dialog. */
export function ChangedMeanwhile({ incident, over }: { incident: IncidentDetail; over: boolean }) {
  const last = incident.timeline.findLast(({ kind }) => kind !== 'update');
  return (
    <Notice
      tone="warning"
      title={
        over ? 'Somebody else was faster.' : 'Somebody changed this incident meanwhile. What you typed is still here.'
      }
    >
      It is {stateLooks[incident.state].label.toLowerCase()} now
      {last === undefined ? '' : ', by '}
      {last === undefined ? null : <bdi>{last.by.name}</bdi>}.{' '}
      {over ? 'Yours was not recorded.' : 'If that changes nothing for you, go on.'}
    </Notice>
  );
}
