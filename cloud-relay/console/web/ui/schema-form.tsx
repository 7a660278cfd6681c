import { NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useT } from '../i18n/i18n.tsx';
import type { Field, Typed } from './schema-fields.ts';

/** Fields of a platform's own form. Their words are the adapter's, in English, and read left to right. */
export function SchemaForm(props: {
  fields: readonly Field[];
  typed: Typed;
  onType: (typed: Typed) => void;
  /** Nothing has to be filled in: what is left empty stays as it is. */
  optional?: boolean;
}) {
  return props.fields.map((field) => (
    <SchemaField
      key={field.name}
      field={field}
      optional={props.optional ?? false}
      text={props.typed[field.name] ?? field.initial}
      onText={(text) => props.onType({ ...props.typed, [field.name]: text })}
    />
  ));
}

interface FieldProps {
  field: Field;
  optional: boolean;
  text: string;
  onText: (text: string) => void;
}

function SchemaField({ field, optional, text, onText }: FieldProps) {
  const about = {
    label: <bdi>{field.label}</bdi>,
    description: <bdi>{field.hint}</bdi>,
    required: field.required && !optional,
    dir: 'ltr' as const,
    name: field.name,
    autoComplete: 'off',
  };
  const onChange = (event: { currentTarget: { value: string } }) =>
    onText(event.currentTarget.value);
  switch (field.kind) {
    case 'choice':
      return <NativeSelect {...about} data={[...field.choices]} value={text} onChange={onChange} />;
    case 'switch':
      return (
        <Switch
          label={about.label}
          description={about.description}
          checked={text === 'true'}
          onChange={(event) => onText(String(event.currentTarget.checked))}
        />
      );
    case 'json':
      return <Textarea {...about} autosize minRows={2} value={text} onChange={onChange} />;
    case 'secret':
      return (
        <PasswordInput {...about} autoComplete="new-password" value={text} onChange={onChange} />
      );
    case 'secrets':
      return <SecretsField field={field} optional={optional} text={text} onText={onText} />;
    case 'number':
      return <TextInput {...about} inputMode="numeric" value={text} onChange={onChange} />;
    case 'text':
      return <TextInput {...about} value={text} onChange={onChange} />;
  }
}

/** A live secret and room for the one that replaces it. */
function SecretsField({ field, optional, text, onText }: FieldProps) {
  const t = useT();
  const [first = '', second = ''] = text.split('\n');
  return (
    <>
      <PasswordInput
        label={<bdi>{field.label}</bdi>}
        description={<bdi>{field.hint}</bdi>}
        required={field.required && !optional}
        dir="ltr"
        name={field.name}
        autoComplete="new-password"
        value={first}
        onChange={(event) => onText(`${event.currentTarget.value}\n${second}`)}
      />
      {optional ? null : (
        <PasswordInput
          label={t('connections.second')}
          dir="ltr"
          name={`${field.name}-second`}
          autoComplete="new-password"
          value={second}
          onChange={(event) => onText(`${first}\n${event.currentTarget.value}`)}
        />
      )}
    </>
  );
}
