/** User data that cannot be merged with what Karpenter adds for a family of images.
 *  @source aws/karpenter-provider-aws pkg/providers/amifamily/bootstrap@v1.14.1 */
import { bottlerocketProblem } from './bottlerocket';
import { multipartProblem } from './multipart';

/** What is wrong; undefined when the user data can be used, or is not looked at (Windows, Custom). */
export function userDataProblem(family: string, userData: string): string | undefined {
  if (userData === '') return undefined;
  if (family === 'Bottlerocket') return bottlerocketProblem(userData);
  if (family !== 'AL2' && family !== 'AL2023') return undefined;
  // Anything else is taken for a shell script, on AL2023 also for a NodeConfig.
  return /^\s*(MIME-Version:|Content-Type:)/.test(userData) ? multipartProblem(userData) : undefined;
}
