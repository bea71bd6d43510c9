import type { Attributes, Meter } from '@opentelemetry/api';

/** What metrics are made with. */
export type Instruments = Pick<Meter, 'createCounter' | 'createGauge' | 'createHistogram'>;

/** Makes instruments whose figures all have some labels. */
export function labelInstruments(meter: Instruments, labels: Attributes): Instruments {
  const labelled = (attributes: Attributes = {}) => ({ ...attributes, ...labels });
  return {
    createCounter(...given) {
      const counter = meter.createCounter(...given);
      return {
        add: (value, attributes, context) => counter.add(value, labelled(attributes), context),
      };
    },
    createGauge(...given) {
      const gauge = meter.createGauge(...given);
      return {
        record: (value, attributes, context) => gauge.record(value, labelled(attributes), context),
      };
    },
    createHistogram(...given) {
      const histogram = meter.createHistogram(...given);
      return {
        record: (value, attributes, context) =>
          histogram.record(value, labelled(attributes), context),
      };
    },
  };
}
