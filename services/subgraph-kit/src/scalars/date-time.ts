import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

// RFC 3339 §5.6, with a zone: a time without one means another moment on each machine.
const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** The `DateTime` scalar: an RFC 3339 string in UTC outside, a `Date` inside. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment in time, as an ISO 8601 (RFC 3339) string in UTC.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: serializeDateTime,
  parseValue: parseDateTime,
  parseLiteral(node) {
    if (node.kind !== Kind.STRING) throw new GraphQLError('DateTime must be a string.');
    return parseDateTime(node.value);
  },
});

function serializeDateTime(value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  throw new TypeError('A DateTime field must resolve to a valid Date.');
}

function parseDateTime(value: unknown): Date {
  const date = typeof value === 'string' ? findDate(value) : null;
  if (date === null) {
    throw new GraphQLError('DateTime must be an ISO 8601 string with a time zone.');
  }
  return date;
}

function findDate(text: string): Date | null {
  const day = RFC_3339.exec(text)?.[1];
  if (day === undefined) return null;
  // Date rolls 30 February over to March, so the day must survive the round trip.
  const midnight = new Date(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return exists ? new Date(text) : null;
}
