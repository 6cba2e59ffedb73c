import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ViewAs } from '#renderer/data/view-as/view-as.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import classes from './view.module.css';
import { ViewLog } from './view-log.tsx';
import { endWords } from './words.ts';

/** After the end: nothing of theirs any more, only what was looked at. */
export function ViewEnded({ view, parent }: { view: ViewAs; parent: { to: string; label: string } }) {
  const lasted = Date.parse(view.ended_at ?? view.expires_at) - Date.parse(view.started_at);
  return (
    <Page
      title="The view has ended"
      parent={parent}
      answer={`${endWords(view.ended)} It lasted ${formatDuration(lasted)}; what it showed is gone from this window.`}
      actions={
        <Button component={Link} to={parent.to} variant="default">
          Back to their page
        </Button>
      }
    >
      <div className={classes.after}>
        <ViewLog view={view} />
      </div>
    </Page>
  );
}
