import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import type { AffectedService } from '#contract/incidents.ts';
import { knownServiceNames, serviceKey, serviceTitle } from '#shared/incidents/services.ts';
import classes from './incidents.module.css';

type Effect = 'none' | 'affected' | 'down';

const effects: { value: Effect; label: string }[] = [
  { value: 'none', label: 'Not affected' },
  { value: 'affected', label: 'Affected' },
  { value: 'down', label: 'Down' },
];

/** Which services suffer, and which of them count as down: uptime follows from it. */
export function ServicesField({
  value,
  onChange,
  error,
}: {
  value: readonly AffectedService[];
  onChange: (value: AffectedService[]) => void;
  error?: string | undefined;
}) {
  const id = useId();
  const [other, setOther] = useState('');
  const others = value.filter(({ name }) => !knownServiceNames.includes(serviceKey(name)));
  const names = [...knownServiceNames, ...others.map(({ name }) => name)];
  const find = (name: string) => value.find((service) => serviceKey(service.name) === serviceKey(name));
  const set = (name: string, effect: string) => {
    const rest = value.filter((service) => serviceKey(service.name) !== serviceKey(name));
    const next = effect === 'none' ? rest : [...rest, { name, downtime: effect === 'down' }];
    onChange(names.flatMap((each) => next.find((service) => serviceKey(service.name) === serviceKey(each)) ?? []));
  };
  const add = () => {
    const name = other.trim();
    if (name === '') return;
    setOther('');
    if (!find(name)) onChange([...value, { name, downtime: false }]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <fieldset className={classes.services} aria-describedby={error ? `${id}-error` : `${id}-hint`}>
      <legend className={classes.fieldLabel}>Services</legend>
      {names.map((name) => {
        const service = find(name);
        return (
          <div key={name} className={classes.service}>
            <span className={classes.serviceName} id={`${id}-${name}`}>
              <bdi>{serviceTitle(name)}</bdi>
            </span>
            <SegmentedControl
              aria-labelledby={`${id}-${name}`}
              size="xs"
              withItemsBorders={false}
              transitionDuration={0}
              data={effects}
              value={service === undefined ? 'none' : service.downtime ? 'down' : 'affected'}
              onChange={(effect) => set(name, effect)}
            />
          </div>
        );
      })}
      <div className={classes.service}>
        <TextInput
          className={classes.otherService}
          aria-label="Another service"
          placeholder="Another service"
          maxLength={60}
          dir="auto"
          value={other}
          onChange={(event) => setOther(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button variant="default" size="compact-sm" disabled={other.trim() === ''} onClick={add}>
          Add
        </Button>
      </div>
      {error ? (
        <p className={classes.fieldError} id={`${id}-error`}>
          {error}
        </p>
      ) : (
        <p className={classes.fieldHint} id={`${id}-hint`}>
          “Down” counts against the uptime of the service; “Affected” does not.
        </p>
      )}
    </fieldset>
  );
}
