import { afterAll, describe } from '@jest/globals';
import { processShape } from '@vafa/process';
import { isOfToday } from '@vafa/testing';
import { edgeConfig } from '../../services/gateway/src/edge.config.ts';
import { closeEdge, edgeSettings } from '../src/settings/edge-settings.ts';
import { processSettings } from '../src/settings/process-settings.ts';
import { walk } from '../src/settings/walk.ts';

afterAll(closeEdge);

describe('the door of the gateway', () => walk(Object.keys(edgeConfig.shape), edgeSettings));
describe('the environment of every process', () => walk(Object.keys(processShape), processSettings, isOfToday));
