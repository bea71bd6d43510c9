import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { useId, useState } from 'react';
import { ChevronIcon } from '../icons.tsx';
import { ArgumentField } from './argument-field.tsx';
import {
  addSelection,
  type EditPlace,
  findSelection,
  removeSelection,
  type Step,
  setArgument,
} from './edit-selection.ts';

/** A change of the operation's selections, somewhere below its root. */
export type Edit = (
  selectionSet: SelectionSetNode | undefined,
  place: EditPlace,
) => SelectionSetNode | undefined;

export interface FieldListProps {
  schema: GraphQLSchema;
  type: GraphQLNamedType;
  selectionSet: SelectionSetNode | undefined;
  path: readonly Step[];
  apply: (edit: Edit, path: readonly Step[]) => void;
}

/** What can be selected of a type: its fields, and what only its possible types have. */
export function FieldList({ type, ...rest }: FieldListProps) {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const possibleTypes = isAbstractType(type) ? rest.schema.getPossibleTypes(type) : [];
  return (
    <ul className="builder-fields">
      {fields.map((field) => (
        <Row
          key={field.name}
          step={{ kind: 'field', name: field.name }}
          field={field}
          type={getNamedType(field.type)}
          {...rest}
        />
      ))}
      {possibleTypes.map((possible) => (
        <Row
          key={possible.name}
          step={{ kind: 'type', name: possible.name }}
          field={null}
          type={possible}
          {...rest}
        />
      ))}
    </ul>
  );
}

interface RowProps extends FieldListProps {
  step: Step;
  /** null for a possible type of a union or interface. */
  field: GraphQLField<unknown, unknown> | null;
}

function Row({ step, field, type, path, selectionSet, schema, apply }: RowProps) {
  const ownPath = [...path, step];
  const node = findSelection(selectionSet, [step]);
  const [isToggled, setIsToggled] = useState<boolean | null>(null);
  const hasChildren = isCompositeType(type);
  const isOpen = hasChildren && (isToggled ?? node !== null);
  const listId = useId();
  const label = step.kind === 'type' ? `… on ${step.name}` : step.name;

  return (
    <li>
      <div className="builder-row">
        {hasChildren ? (
          <button
            type="button"
            className="builder-toggle"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-label={`${isOpen ? 'Close' : 'Open'} ${label}`}
            onClick={() => setIsToggled(!isOpen)}
          >
            <ChevronIcon />
          </button>
        ) : (
          <span className="builder-toggle" />
        )}
        <label title={field?.description ?? undefined}>
          <input
            type="checkbox"
            checked={node !== null}
            onChange={() => apply(node ? removeSelection : addSelection, ownPath)}
          />
          <span
            className={field?.deprecationReason ? 'builder-name is-deprecated' : 'builder-name'}
          >
            {label}
          </span>
          {field && <span className="builder-type">{String(field.type)}</span>}
        </label>
      </div>
      {(isOpen || node) && (
        <div id={listId} className="builder-below">
          {node?.kind === Kind.FIELD &&
            field?.args.map((argument) => (
              <ArgumentField
                key={argument.name}
                argument={argument}
                value={node.arguments?.find(({ name }) => name.value === argument.name)?.value}
                onChange={(value) =>
                  apply(
                    (set, place) => setArgument(set, place, { name: argument.name, value }),
                    ownPath,
                  )
                }
              />
            ))}
          {isOpen && (
            <FieldList
              schema={schema}
              type={type}
              selectionSet={node?.selectionSet}
              path={ownPath}
              apply={apply}
            />
          )}
        </div>
      )}
    </li>
  );
}
