export { type Configuration, ConfigurationFaults, readConfiguration } from "./configuration.ts";
export { type Overrides, type RunningServer, startServer } from "./server.ts";
