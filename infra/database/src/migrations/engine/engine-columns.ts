import { type ColumnType, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/**
 * The types of the columns that the schema engine reads: those of the system catalogues and of its own
 * history. By OID (`SELECT oid, typname FROM pg_type`).
 */
const columnTypes = new Map<number, ColumnType>([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character], // "char", as pg_constraint.contype
  [19, ColumnTypeEnum.Text], // name
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [25, ColumnTypeEnum.Text],
  [26, ColumnTypeEnum.Int64], // oid
  [1009, ColumnTypeEnum.TextArray],
  [1043, ColumnTypeEnum.Text], // varchar
  [1184, ColumnTypeEnum.DateTime], // timestamptz
]);

/** @throws {TypeError} for a type that this version of the engine was not seen to read */
export function columnTypeOf({ name, dataTypeID }: pg.FieldDef): ColumnType {
  const type = columnTypes.get(dataTypeID);
  if (type !== undefined) return type;
  throw new TypeError(
    `The schema engine read "${name}", a column of unforeseen type ${dataTypeID}.`,
  );
}

const timestamptz = 1184;

/** Values as `pg` makes them, save times, which the engine wants as RFC 3339 texts. */
export const parseForEngine: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === timestamptz
      ? (text: string) => new Date(text).toISOString()
      : pg.types.getTypeParser(oid, format),
};
