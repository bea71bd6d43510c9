/**
 * The topic of a type: one per service that publishes, `causeway.orders`, so that all events of an
 * aggregate are in one partition whatever their type.
 */
export function topicOf(type: string): string {
  return type.split('.', 2).join('.');
}

/** The brokers of `kafka://one:9092,two:9092`. */
export function brokersOf(url: string): readonly string[] {
  return url
    .replace(/^kafka:\/\//, '')
    .replace(/\/.*$/, '')
    .split(',');
}
