import { Textarea } from '@mantine/core';

interface TextFieldProps {
  label: string;
  description?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  /** Lines it grows to. */
  lines?: number;
  /** Takes the focus of its dialog. */
  focused?: boolean;
}

/** Several lines of what people write about an incident, in whatever direction they write. */
export function TextField({ label, description, value, onChange, error, lines = 6, focused = false }: TextFieldProps) {
  return (
    <Textarea
      label={label}
      description={description}
      {...(focused ? { 'data-autofocus': true } : {})}
      autosize
      minRows={2}
      maxRows={lines}
      maxLength={5000}
      dir="auto"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
