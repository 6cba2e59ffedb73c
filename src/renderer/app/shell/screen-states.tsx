import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { toCallError } from '#renderer/data/call-failure.ts';
import { IconSearch } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';

/** While the code of a screen loads. */
export function ScreenPending() {
  return (
    <div style={{ padding: '0 24px' }}>
      <LoadingState label="Loading the screen" />
    </div>
  );
}

/** An address that no screen answers to. */
export function ScreenMissing() {
  return (
    <Page title="No such screen">
      <EmptyState
        icon={IconSearch}
        title="This address leads nowhere"
        actions={
          <Button variant="default" onClick={() => window.history.back()}>
            Go back
          </Button>
        }
      >
        The link may be from a newer version of the console.
      </EmptyState>
    </Page>
  );
}

/** A screen that threw: the rest of the window goes on. */
export function ScreenFailure({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This screen failed">
      <ErrorState error={toCallError(error)} onRetry={reset} kept="Nothing on the platform was changed by this." />
    </Page>
  );
}
