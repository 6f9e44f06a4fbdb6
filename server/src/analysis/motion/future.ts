/** What a panel asks of the time to come: timelines, strategies, what is left after a scale-down. */
export { panelTimeline, timelineRequest } from './panelTimeline';
export { afterScaleDown } from './scaleDown';
export { strategiesOfFiles } from './strategies';
