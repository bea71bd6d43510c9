import {
  type GraphQLArgument,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  type ValueNode,
} from 'graphql';
import { useId, useState } from 'react';
import { textOfValue, valueOfText } from './argument-text.ts';

interface ArgumentFieldProps {
  argument: GraphQLArgument;
  value: ValueNode | undefined;
  onChange: (value: ValueNode | null) => void;
}

/** One argument of a selected field. Its text is taken when it can be read, as it is typed. */
export function ArgumentField({ argument, value, onChange }: ArgumentFieldProps) {
  const id = useId();
  const written = textOfValue(value);
  const [draft, setDraft] = useState({ text: written, of: written, isReadable: true });
  // The editor may have changed the argument since: then what was typed here is out of date.
  const { text, isReadable } = draft.of === written ? draft : { text: written, isReadable: true };

  function change(next: string): void {
    const parsed = valueOfText(next, argument.type);
    if (parsed.kind === 'unreadable') {
      setDraft({ text: next, of: written, isReadable: false });
      return;
    }
    setDraft({ text: next, of: textOfValue(parsed.value ?? undefined), isReadable: true });
    onChange(parsed.value);
  }

  return (
    <div className="builder-argument">
      <label htmlFor={id} title={argument.description ?? undefined}>
        {argument.name}
        {isRequiredArgument(argument) && <span title="required">*</span>}
      </label>
      <input
        id={id}
        list={`${id}-choices`}
        value={text}
        placeholder={String(argument.type)}
        aria-invalid={!isReadable}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change(event.currentTarget.value)}
      />
      <datalist id={`${id}-choices`}>
        {choicesFor(argument).map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    </div>
  );
}

/** What is worth suggesting: a variable of the argument's name, and the values of an enum. */
function choicesFor(argument: GraphQLArgument): string[] {
  const inner = isNonNullType(argument.type) ? argument.type.ofType : argument.type;
  const named = getNamedType(inner);
  const values =
    isEnumType(named) && !isListType(inner) ? named.getValues().map(({ name }) => name) : [];
  const booleans = named.name === 'Boolean' ? ['true', 'false'] : [];
  return [...values, ...booleans, `$${argument.name}`];
}
