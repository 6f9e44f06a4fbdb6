/** A queue URL that names no AWS account. */
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { text } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

const QUEUE_URL =
  /^https:\/\/(?:sqs\.[a-z0-9-]+|[a-z0-9-]+\.queue)\.amazonaws\.com(?:\.cn)?\/([^/]*)\/([^/]*)$/;

export const sqsQueueUrl = editRule({
  id: 'keda/sqs-queue-url-has-account',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'The URL of an SQS queue has a 12-digit account id.',
    why:
      'A queue URL is `https://sqs.<region>.amazonaws.com/<account id>/<queue>`. KEDA hands it to AWS as it is; with a wrong ' +
      'account the call fails, the trigger has no value and the workload does not scale. A region other than ' +
      '`awsRegion` fails alike.',
    source: 'https://keda.sh/docs/latest/scalers/aws-sqs/',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      const url = text(trigger.metadata['queueURL']);
      if (trigger.type !== 'aws-sqs-queue' || url === undefined) continue;
      const account = QUEUE_URL.exec(url)?.[1];
      const path = [...trigger.path, 'metadata', 'queueURL'];
      if (account !== undefined && !/^\d{12}$/.test(account)) {
        const found = /^\d+$/.test(account) ? `"${account}" has ${account.length}` : `"${account}" is none`;
        report({ path, message: `an AWS account id has 12 digits, ${found}: reading the queue fails` });
        continue;
      }
      const region = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws/.exec(url)?.[1];
      const asked = text(trigger.metadata['awsRegion']);
      if (region === undefined || asked === undefined || region === asked) continue;
      report({
        path,
        message: `the queue is in ${region}, awsRegion says ${asked}: reading the queue fails`,
      });
    }
  },
});
