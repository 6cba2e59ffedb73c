import { Button, Modal } from '@mantine/core';
import { Link, useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type Alert, openIncidentOf, useAlert } from '#renderer/data/alerts/alerts.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { IconSearch } from '#renderer/ui/icons.ts';
import { EmptyState, ErrorState, LoadingState, Notice } from '#renderer/ui/states/states.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { declarationOf } from './declaration.ts';
import { DeclareDialog } from './declare-dialog.tsx';
import { OpenIncidents } from './open-incidents.tsx';

interface EscalateDialogProps {
  alertId: string;
  /** Where there is nothing to go back to. */
  onLeave: () => void;
}

/** The form of an incident, filled from an alert. Closing it leads back to the alert. */
export function EscalateDialog({ alertId, onLeave }: EscalateDialogProps) {
  const { data: alert, error, refetch } = useAlert(alertId);
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const close = () => (canGoBack ? router.history.back() : onLeave());
  if (alert !== undefined) return <FilledDialog alert={alert} onClose={close} />;
  const failure = error === null ? null : toCallError(error);
  return (
    <Modal opened onClose={close} title="Declare an incident" closeButtonProps={{ 'aria-label': 'Close' }}>
      {failure === null ? (
        <LoadingState label="Loading the alert" />
      ) : failure.kind === 'not_found' ? (
        <EmptyState icon={IconSearch} title="There is no such alert" actions={<Button onClick={close}>Close</Button>}>
          It may be older than the 90 days for which alerts are kept.
        </EmptyState>
      ) : (
        <ErrorState error={failure} onRetry={() => void refetch()} />
      )}
    </Modal>
  );
}

function FilledDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const navigate = useNavigate();
  // The form is filled once: what is typed must not change while the alert goes on.
  const [begin] = useState(() => declarationOf(alert));
  const [first] = useState(() => openIncidentOf(alert));
  const open = openIncidentOf(alert);
  useEffect(() => {
    if (first !== null) void navigate({ to: '/incidents/$id', params: { id: first.id }, replace: true });
  }, [first, navigate]);
  if (first !== null) return null;
  return (
    <DeclareDialog
      begin={begin}
      onClose={onClose}
      lead={
        open === null ? (
          <>
            <OpenIncidents alertId={alert.id} />
            <p className={forms.paragraph}>A new incident is filled from the alert. Correct what you know better.</p>
          </>
        ) : (
          <Notice tone="warning" title="Somebody was faster">
            This alert has an open incident by now:{' '}
            <Link to="/incidents/$id" params={{ id: open.id }}>
              {named(open.title)}
            </Link>
            . What you typed is still here.
          </Notice>
        )
      }
    />
  );
}
