import { Button, Popover, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { IconChevronDown } from '#renderer/ui/icons.ts';
import type { Range } from './address.ts';
import { daysObjection } from './days.ts';
import classes from './people.module.css';

interface DaysFilterProps {
  range: Range | undefined;
  onRange: (range: Range) => void;
}

/** Any two days between which people signed up. */
export function DaysFilter({ range, onRange }: DaysFilterProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal={false}
      keepMounted={false}
    >
      <Popover.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          Days
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Signed up between two days">
        <DaysForm
          range={range}
          onRange={(next) => {
            setOpened(false);
            onRange(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function DaysForm({ range, onRange }: DaysFilterProps) {
  const chosen = range !== undefined && 'from' in range ? range : { from: '', to: '' };
  const [from, setFrom] = useState(chosen.from);
  const [to, setTo] = useState(chosen.to);
  const [tried, setTried] = useState(false);
  const objection = daysObjection(from, to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (objection === null) onRange({ from, to });
  };
  return (
    <form className={classes.range} onSubmit={submit}>
      <TextInput
        type="date"
        label="Signed up from (UTC)"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label="to, that day included"
        value={to}
        error={tried ? objection : null}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit">Show these days</Button>
    </form>
  );
}
