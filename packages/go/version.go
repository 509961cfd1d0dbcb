package renewal

// Version of this module; it travels in the User-Agent.
const Version = "0.1.0"
