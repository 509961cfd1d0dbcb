/** How calls are made. Not exported: anything in here may change. */
@NullMarked
package com.renewal.internal;

import org.jspecify.annotations.NullMarked;
