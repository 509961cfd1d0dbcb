/** What is sent and what is answered. Nothing in here changes once it is made. */
@NullMarked
package com.renewal.model;

import org.jspecify.annotations.NullMarked;
