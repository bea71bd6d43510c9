export { checkReportMarkdown } from './check-report-markdown.ts';
export {
  checkReportText,
  plainStyle,
  type ReportOptions,
  type TextStyle,
} from './check-report-text.ts';
export type { ReportedCheck } from './reported-check.ts';
