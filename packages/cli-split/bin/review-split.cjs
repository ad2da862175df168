#!/usr/bin/env node
if (require("../bundle/node-floor.cjs")) require("../bundle/main.cjs");
