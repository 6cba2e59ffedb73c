import { Checkbox, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type QuietHours, usePreferences, useSetPreferences } from '#renderer/data/preferences/preferences.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { LoadingState } from '#renderer/ui/states/states.tsx';
import classes from './settings.module.css';
import { SettingsPart } from './settings-part.tsx';

/** When the desktop tells of alerts. */
export function NotificationsSection() {
  const { quietHours } = usePreferences();
  return (
    <SettingsPart
      title="Notifications"
      lead="When an alert begins to fire, this computer shows it, also while the window is hidden, and counts what fires beside the clock where the desktop has a place for that. Kept on this computer, for every platform."
    >
      {quietHours === undefined ? <LoadingState label="Loading the quiet hours" /> : <Quiet hours={quietHours} />}
    </SettingsPart>
  );
}

function Quiet({ hours }: { hours: QuietHours }) {
  const { mutate, error } = useSetPreferences();
  const others = useMailRoute() === 'smtp' ? 'Mails and webhooks' : 'Webhooks';
  const set = (change: Partial<QuietHours>) => mutate({ quietHours: { ...hours, ...change } });
  const same = hours.enabled && hours.from === hours.to;
  return (
    <div className={classes.form}>
      <Switch
        label="Quiet hours"
        description="Nothing is shown in them. What still fires when they are over is shown then."
        checked={hours.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
      <div className={classes.times}>
        <Time label="From" value={hours.from} disabled={!hours.enabled} onChange={(from) => set({ from })} />
        <Time label="To" value={hours.to} disabled={!hours.enabled} onChange={(to) => set({ to })} />
      </div>
      <p className={classes.step}>
        {same
          ? 'From a time to the same time is no time: everything is shown.'
          : hours.from > hours.to
            ? `Local time, over midnight. ${others} go out at any hour.`
            : `Local time. ${others} go out at any hour.`}
      </p>
      <Checkbox
        label="Critical alerts are shown all the same"
        disabled={!hours.enabled}
        checked={hours.criticalPasses}
        onChange={(event) => set({ criticalPasses: event.currentTarget.checked })}
      />
      <FormError error={error === null ? null : toCallError(error)} fields={[]} kept="The hours are as they were." />
    </div>
  );
}

interface TimeProps {
  label: string;
  value: string;
  disabled: boolean;
  onChange: (value: string) => void;
}

/** A time of the day. Kept once it is whole; while it is half typed, what was kept stays. */
function Time({ label, value, disabled, onChange }: TimeProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      type="time"
      label={label}
      disabled={disabled}
      value={typed ?? value}
      onBlur={() => setTyped(null)}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        if (/^\d\d:\d\d$/.test(next)) onChange(next);
      }}
    />
  );
}
