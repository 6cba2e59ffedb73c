import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type AlertRule, useChangeRule, useCreateRule } from '#renderer/data/alerts/rules.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { named } from '#renderer/ui/text/named.ts';
import classes from './alerts.module.css';
import { BacktestView } from './backtest-view.tsx';
import { RuleFields, ruleFieldPaths } from './rule-fields.tsx';
import { emptyRule, type FieldErrors, formOf, ruleOf } from './rule-form.ts';

interface RuleDialogProps {
  /** The rule that is changed; null makes a new one. */
  rule: AlertRule | null;
  onSaved: (rule: AlertRule) => void;
  onClose: () => void;
}

/** Makes or changes a rule, and tries it over the past before. */
export function RuleDialog({ rule, onSaved, onClose }: RuleDialogProps) {
  const [form, setForm] = useState(() => (rule === null ? emptyRule : formOf(rule)));
  const [wrong, setWrong] = useState<FieldErrors>({});
  const create = useCreateRule();
  const change = useChangeRule();
  const saving = rule === null ? create : change;
  const error = saving.error === null ? null : toCallError(saving.error);
  const ruleNow = () => {
    const read = ruleOf(form);
    setWrong('errors' in read ? read.errors : {});
    return 'rule' in read ? read.rule : null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = ruleNow();
    if (body === null || saving.isPending) return;
    const onSuccess = (saved: AlertRule) => {
      toastDone(`${named(saved.name)} saved`);
      onSaved(saved);
    };
    if (rule === null) create.mutate({ body }, { onSuccess });
    else change.mutate({ params: { id: rule.id }, body: { ...body, version: rule.version } }, { onSuccess });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      classNames={{ content: classes.long }}
      title={rule === null ? 'New alert rule' : `Change ${named(rule.name)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={false}
    >
      <form className={forms.form} onSubmit={submit} noValidate>
        <RuleFields form={form} wrong={wrong} error={error} onChange={(next) => setForm({ ...form, ...next })} />
        <BacktestView ruleNow={ruleNow} />
        <FormError error={error} fields={ruleFieldPaths} kept="What you typed is still here." />
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            Save rule
          </Button>
        </div>
      </form>
    </Modal>
  );
}
