import type { Incident } from '#renderer/data/incidents/incidents.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import type { Column } from '#renderer/ui/table/column.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { AudienceBadge, IncidentStateBadge, SeverityBadge } from './badges.tsx';
import { servicesInWords } from './words.ts';

/** Columns of the list, in the order of what one looks for. */
export const incidentColumns: readonly Column<Incident>[] = [
  {
    id: 'severity',
    header: 'Severity',
    width: 84,
    cell: (incident) => <SeverityBadge severity={incident.severity} quiet={incident.resolved_at !== null} />,
  },
  {
    id: 'title',
    header: 'Title',
    width: 200,
    grow: 3,
    cell: ({ title }) => (
      <span title={title}>
        <bdi>{title}</bdi>
      </span>
    ),
  },
  { id: 'state', header: 'State', width: 132, cell: ({ state }) => <IncidentStateBadge state={state} quiet /> },
  {
    id: 'services',
    header: 'Services',
    width: 180,
    grow: 2,
    from: 860,
    cell: ({ services }) => <span title={servicesInWords(services)}>{servicesInWords(services)}</span>,
  },
  {
    id: 'started',
    header: 'Began',
    width: 148,
    from: 600,
    sortKey: 'started_at',
    sortFirst: 'descending',
    cell: (incident) => <TimeText at={incident.started_at} />,
  },
  {
    id: 'duration',
    header: 'Lasted',
    width: 96,
    align: 'end',
    cell: ({ duration_seconds: seconds }) => formatDuration(seconds * 1000),
  },
  {
    id: 'public',
    header: 'Status page',
    width: 108,
    from: 1000,
    cell: (incident) => <AudienceBadge isPublic={incident.public} quiet />,
  },
  {
    id: 'declarer',
    header: 'Declared by',
    width: 130,
    grow: 1,
    from: 1180,
    cell: ({ declared_by: by }) => <bdi>{by.name}</bdi>,
  },
];
